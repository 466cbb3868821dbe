/// One line of the browser's console.
package struct ConsoleMessage: Equatable, Sendable {
    /// `SEVERE` for errors, `WARNING`, `INFO`, `DEBUG`.
    package let level: String
    /// As the driver gives it: address, position, then the quoted text.
    package let message: String

    init(_ entry: JSONValue) {
        level = entry["level"]?.string ?? ""
        message = entry["message"]?.string ?? ""
    }
}
