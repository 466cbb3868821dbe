import StaticSite

/// Why settings cannot be meant, in one line that names the file or variable.
struct SettingsError: Error, Equatable, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        // It may quote what stands in a file, and is one line.
        self.description = String(
            decoding: description.utf8.map { $0 < 0x20 || $0 == 0x7F ? UInt8(ascii: " ") : $0 },
            as: UTF8.self
        )
    }

    static func unknown(_ name: String, in place: String, known: [String]) -> SettingsError {
        let nearest = Likeness.nearest(to: name, in: known).map { "; the nearest is '\($0)'" } ?? ""
        return SettingsError("\(place): there is no setting '\(name)'\(nearest).")
    }
}
