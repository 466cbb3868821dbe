import ArgumentParser

/// What is set outside the command line: by variables, and where they say nothing by the file in the served directory.
struct Settings {
    /// One option, and who gives it what.
    struct Entry: Equatable {
        let key: String
        let arguments: [String]
        /// As an error begins: `webdemo.json: port`, `WEBDEMO_PORT`.
        let place: String
        let isOfFile: Bool
    }

    let entries: [Entry]
    /// The directory to serve, where the command line has none.
    let directory: String?

    /// `directory` is the command line's; where neither it nor a variable names one, `usual` is served.
    init(directory: String?, usual: String?, environment: [String: String]) throws {
        let environment = SettingsEnvironment(environment)
        let settings = try Setting.all()
        try environment.check(settings)
        self.directory = directory ?? environment.directory
        let file = try (self.directory ?? usual).flatMap { try SettingsFile(in: $0) }
        try file?.check(settings)
        entries = try settings.compactMap { setting in
            if let values = try environment.values(of: setting) {
                return Entry(setting, values, place: setting.variable, isOfFile: false)
            }
            let place = "\(SettingsFile.name): \(setting.key)"
            return try file?.values(of: setting).map { Entry(setting, $0, place: place, isOfFile: true) }
        }
    }

    /// Without what the command line replaces: an option that is given there is given there alone.
    func entries(besides line: [String]) -> [Entry] {
        let options = line.prefix { $0 != "--" }.filter { $0.utf8.starts(with: "--".utf8) }.map { option in
            String(Substring(option.utf8.dropFirst(2).prefix { $0 != UInt8(ascii: "=") }))
        }
        let given = Set(options + options.filter { $0.hasPrefix("no-") }.map { String($0.dropFirst(3)) })
        return entries.filter { entry in
            switch entry.key {
            // They exclude each other.
            case "lan": !given.contains("lan") && !given.contains("host")
            case "host": !given.contains("host") && !options.contains("lan")
            default: !given.contains(entry.key)
            }
        }
    }

    /// The command with all that was set, as if it stood on the command line.
    func command(_ line: [String]) throws -> (command: WebDemo, ofFile: [String]) {
        let entries = entries(besides: line)
        for entry in entries {
            do {
                _ = try WebDemo.parse(entry.arguments)
            } catch {
                throw SettingsError("\(entry.place): \(WebDemo.message(for: error))")
            }
        }
        do {
            var command = try WebDemo.parse(entries.flatMap(\.arguments) + line)
            command.directory = directory
            return (command, entries.filter(\.isOfFile).map(\.key).sorted())
        } catch {
            let places = entries.map(\.place).joined(separator: ", ")
            throw SettingsError("\(WebDemo.message(for: error)) (together with \(places))")
        }
    }
}

extension Settings.Entry {
    init(_ setting: Setting, _ values: SettingValues, place: String, isOfFile: Bool) {
        self.init(key: setting.key, arguments: values.arguments(setting.key), place: place, isOfFile: isOfFile)
    }
}
