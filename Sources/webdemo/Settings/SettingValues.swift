import Configuration

/// What an option is given outside the command line.
enum SettingValues: Equatable {
    case flag(Bool)
    case texts([String])

    /// `nil` for what no option takes.
    init?(_ content: ConfigContent) {
        switch content {
        case .bool(let isOn): self = .flag(isOn)
        case .string(let text): self = .texts([text])
        case .int(let number): self = .texts(["\(number)"])
        case .stringArray(let texts): self = .texts(texts)
        case .intArray(let numbers): self = .texts(numbers.map(String.init))
        default: return nil
        }
    }

    /// As they would stand on the command line.
    func arguments(_ key: String) -> [String] {
        switch self {
        case .flag(true): ["--\(key)"]
        case .flag(false): ["--no-\(key)"]
        case .texts(let texts): texts.map { "--\(key)=\($0)" }
        }
    }
}
