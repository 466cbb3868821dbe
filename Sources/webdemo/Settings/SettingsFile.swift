import Configuration
import Foundation

/// `webdemo.json` in the served directory.
struct SettingsFile {
    static let name = "webdemo.json"
    /// Nobody writes more by hand. Bounds what a directory from elsewhere can make us read.
    private static let maxBytes = 1 << 20

    private let snapshot: JSONSnapshot
    private let keys: [String]
    /// Those that say `true` or `false`, which the library takes for numbers as well.
    private let booleans: Set<String>

    /// `nil` where there is none.
    init?(in directory: String) throws {
        let file = URL(filePath: directory).appending(path: Self.name).resolvingSymlinksInPath()
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: file.path) else { return nil }
        guard attributes[.type] as? FileAttributeType == .typeRegular else {
            throw SettingsError("\(Self.name): it is no file.")
        }
        guard (attributes[.size] as? Int ?? 0) <= Self.maxBytes else {
            throw SettingsError("\(Self.name): it has more than 1 MiB.")
        }
        guard let data = try? Data(contentsOf: file) else {
            throw SettingsError("\(Self.name): it cannot be read; check its permissions.")
        }
        try self.init(data)
    }

    init(_ data: Data) throws {
        do {
            guard let object = try JSONSerialization.jsonObject(with: data) as? [String: Any] else {
                throw SettingsError("\(Self.name): it must be an object, as in {\"listing\": true}.")
            }
            keys = object.keys.sorted()
            let probes = try JSONDecoder().decode([String: BooleanProbe].self, from: data)
            booleans = Set(probes.filter(\.value.isBoolean).keys)
            snapshot = try JSONSnapshot(
                data: Array(data).span.bytes,
                providerName: Self.name,
                parsingOptions: .default
            )
        } catch let error as SettingsError {
            throw error
        } catch let error as CocoaError {
            throw SettingsError("\(Self.name): it is no JSON: \(Self.explanation(error, data))")
        } catch {
            throw SettingsError("\(Self.name): \(error)")
        }
    }

    /// Throws for a name that is no setting's.
    func check(_ settings: [Setting]) throws {
        let known = settings.map(\.key)
        for key in keys where !known.contains(key) {
            if key == "directory" {
                throw SettingsError(
                    "\(Self.name): 'directory' cannot be set here, because the file is found in it; name it on the command line."
                )
            }
            throw SettingsError.unknown(key, in: Self.name, known: known)
        }
    }

    /// What the option is given; `nil` where the file says nothing of it.
    func values(of setting: Setting) throws -> SettingValues? {
        guard keys.contains(setting.key) else { return nil }
        for type in Self.types(setting.kind) where booleans.contains(setting.key) == (setting.kind == .flag) {
            let found = try? snapshot.value(forKey: AbsoluteConfigKey([setting.key]), type: type)
            if let content = found?.value?.content, let values = SettingValues(content) { return values }
        }
        throw SettingsError("\(Self.name): \(setting.key): write \(Self.form(setting.kind)).")
    }

    private static func types(_ kind: Setting.Kind) -> [ConfigType] {
        switch kind {
        case .flag: [.bool]
        case .one: [.string, .int]
        case .many: [.stringArray, .intArray, .string, .int]
        }
    }

    private static func form(_ kind: Setting.Kind) -> String {
        switch kind {
        case .flag: "true or false"
        case .one: "a text or a whole number"
        case .many: "a text, a whole number, or a list of one of them, as in [\"a\", \"b\"]"
        }
    }

    /// Foundation says at which byte, if any; people count lines.
    private static func explanation(_ error: CocoaError, _ data: Data) -> String {
        let text = error.userInfo["NSDebugDescription"] as? String ?? "It is malformed."
        guard !text.contains("line") else { return text }
        let place = text.firstMatch(of: /character (\d+)/).flatMap { Int($0.1) } ?? data.count
        let line = data.prefix(max(0, place)).count { $0 == UInt8(ascii: "\n") } + 1
        return "\(text) (line \(line))"
    }

    private struct BooleanProbe: Decodable {
        let isBoolean: Bool

        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            let isList = (try? value.decode([Bool].self)).map { !$0.isEmpty } ?? false
            isBoolean = isList || (try? value.decode(Bool.self)) != nil
        }
    }
}
