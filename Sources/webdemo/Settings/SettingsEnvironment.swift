import Configuration
import Foundation

/// The variables `WEBDEMO_…`.
struct SettingsEnvironment {
    /// Those that say something to webdemo's own tests and build.
    private static let others: Set<String> = ["WEBDEMO_CONFORMANCE", "WEBDEMO_FUZZ"]
    private static let directory = "WEBDEMO_DIRECTORY"

    private let names: [String]
    private let provider: KeyMappingProvider<EnvironmentVariablesProvider>

    init(_ variables: [String: String]) {
        names = variables.keys.filter { $0.hasPrefix(Setting.variablePrefix) && !Self.others.contains($0) }.sorted()
        provider = EnvironmentVariablesProvider(environmentVariables: variables).prefixKeys(with: "webdemo")
    }

    /// The directory to serve.
    var directory: String? { text("directory") }

    /// Throws for a name that is no setting's.
    func check(_ settings: [Setting]) throws {
        let known = settings.map(\.variable) + [Self.directory]
        for name in names where !known.contains(name) {
            throw SettingsError.unknown(name, in: "environment", known: known)
        }
    }

    /// What the option is given; `nil` where no variable says anything of it.
    func values(of setting: Setting) throws -> SettingValues? {
        guard let text = text(setting.key) else { return nil }
        switch setting.kind {
        case .flag:
            let found = try? provider.value(forKey: AbsoluteConfigKey([setting.key]), type: .bool)
            guard case .bool(let isOn)? = found?.value?.content else {
                throw SettingsError("\(setting.variable): write true or false.")
            }
            return .flag(isOn)
        case .one:
            return .texts([text])
        case .many:
            return .texts(try list(text, setting))
        }
    }

    /// A JSON array, or texts between commas, or, where values have commas themselves, one text.
    private func list(_ text: String, _ setting: Setting) throws -> [String] {
        guard text.utf8.first == UInt8(ascii: "[") else {
            return setting.hasCommasInValues
                ? [text] : text.utf8.split(separator: UInt8(ascii: ",")).map { String(Substring($0)).trimmingBlanks }
        }
        guard let values = try? SettingsFile(Data("{\"\(setting.key)\":\(text)}".utf8)).values(of: setting),
            case .texts(let texts) = values
        else { throw SettingsError("\(setting.variable): a list is JSON, as in [\"a\", \"b\"].") }
        return texts
    }

    private func text(_ key: String) -> String? {
        let found = try? provider.value(forKey: AbsoluteConfigKey([key]), type: .string)
        guard case .string(let text)? = found?.value?.content else { return nil }
        return text
    }
}
