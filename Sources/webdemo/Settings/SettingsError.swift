import StaticSite

/// Why settings cannot be meant, in one line that names the file or variable.
struct SettingsError: Error, Equatable, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }

    static func unknown(_ name: String, in place: String, known: [String]) -> SettingsError {
        let nearest = Likeness.nearest(to: name, in: known).map { "; the nearest is '\($0)'" } ?? ""
        return SettingsError("\(place): there is no setting '\(name)'\(nearest).")
    }
}
