import ArgumentParser
import HTTPTypes

/// `--header 'Name: value'`: a field of every answer.
struct AddedField {
    /// Who says these beside the server makes answers that contradict themselves, or ends connections.
    private static let own: Set<String> = [
        "accept-ranges", "allow", "connection", "content-encoding", "content-length", "content-range", "content-type",
        "date", "etag", "keep-alive", "last-modified", "location", "proxy-connection", "retry-after", "server", "te",
        "trailer", "transfer-encoding", "upgrade", "vary", "x-content-type-options",
    ]
    private static let options = ["cache-control": "--cache", "access-control-allow-origin": "--cors"]

    let field: HTTPField

    /// Throws `ValidationError` for what is not one line of a head, and for fields that the server writes itself.
    init(argument: String) throws {
        guard let (name, value) = argument.cut(at: UInt8(ascii: ":")), name.isToken, let name = HTTPField.Name(name)
        else {
            throw ValidationError("write a name and a value like 'X-Robots-Tag: noindex'.")
        }
        guard value.isFieldValue else {
            throw ValidationError("a value is one line without control characters.")
        }
        if let option = Self.options[name.canonicalName] {
            throw ValidationError("\(name.rawName) has an option of its own: \(option).")
        }
        guard !Self.own.contains(name.canonicalName), !name.canonicalName.hasPrefix("sec-websocket-") else {
            throw ValidationError("\(name.rawName) is written by the server itself.")
        }
        field = HTTPField(name: name, value: value.trimmingBlanks)
    }
}
