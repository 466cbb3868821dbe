package import HTTPTypes

/// What the fields of a request ask of a file. Made once for fields that come again and again.
package struct FileRequest: Sendable {
    package let fields: HTTPFields
    let acceptEncoding: AcceptEncoding
    let preconditions: Preconditions
    let asksForRange: Bool
    /// Whether a browser goes to a page with it, rather than loading what a page is made of.
    package let isNavigation: Bool

    package init(_ fields: HTTPFields) {
        self.fields = fields
        acceptEncoding = AcceptEncoding(fields)
        preconditions = Preconditions(fields, now: .now)
        asksForRange = fields.contains(.range)
        isNavigation = Self.isNavigation(fields)
    }

    /// For the whole file as it is, whatever the client has and prefers: for who makes something else of it.
    package var ofWhole: FileRequest {
        FileRequest(fields.filter { Self.whole.contains($0.name) })
    }

    private static let whole: [HTTPField.Name] = [.accept] + [HTTPField.Name("Sec-Fetch-Mode")].compactMap { $0 }

    /// The fields that tell it.
    static let fieldsOfNavigation = "Accept, Sec-Fetch-Mode"

    /// `Sec-Fetch-Mode` says it where a browser sends it; it does not on plain HTTP over a LAN.
    private static func isNavigation(_ fields: HTTPFields) -> Bool {
        guard AcceptedType.weight(of: "text/html", in: fields[.accept]) > 0 else { return false }
        guard let mode = HTTPField.Name("Sec-Fetch-Mode").flatMap({ fields[$0] }) else { return true }
        return mode == "navigate"
    }
}
