import ArgumentParser
import Foundation

/// What can be set outside the command line: every option, by its long name.
struct Setting: Equatable {
    enum Kind: Equatable {
        case flag
        case one
        case many
    }

    let key: String
    let kind: Kind

    /// The declarations of the command line are the only list of them.
    static func all() throws -> [Setting] {
        let help = try JSONDecoder().decode(Help.self, from: Data(WebDemo._dumpHelp().utf8))
        let settings = help.command.arguments.compactMap(Setting.init)
        let keys = Set(settings.map(\.key))
        return settings.filter { !($0.key.hasPrefix("no-") && keys.contains(String($0.key.dropFirst(3)))) }
    }

    /// The name of the variable: `WEBDEMO_MAX_MESSAGE`.
    var variable: String {
        Self.variablePrefix + key.uppercased().replacing("-", with: "_")
    }

    static let variablePrefix = "WEBDEMO_"

    /// Whether a comma is nothing special in its values, so that it cannot stand between two of them.
    var hasCommasInValues: Bool { ["cache", "header", "type"].contains(key) }

    private init?(_ argument: Help.Argument) {
        guard let name = argument.names?.first(where: { $0.kind == "long" })?.name,
            !["help", "version"].contains(name)
        else { return nil }
        key = name
        kind = argument.kind == "flag" ? .flag : argument.isRepeating ? .many : .one
    }

    /// As much as is needed of what the parser of the command line tells of itself.
    private struct Help: Decodable {
        let command: Command

        struct Command: Decodable {
            let arguments: [Argument]
        }

        struct Argument: Decodable {
            let kind: String
            let isRepeating: Bool
            let names: [Name]?
        }

        struct Name: Decodable {
            let kind: String
            let name: String
        }
    }
}
