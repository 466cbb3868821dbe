/// Which media type the name of a file tells.
package struct MediaTypes: Sendable {
    private let types: [String: String]

    /// `additional` is by extension, without its dot; it adds to the usual types and takes precedence over them.
    package init(additional: [String: String] = [:]) {
        let additional = additional.map { ($0.key.lowercased(), $0.value) }
        types = Self.usual.merging(additional) { _, added in added }
    }

    /// The type of the last extension, in upper or lower case; `nil` for an unknown one or none.
    package func named(by name: String) -> String? {
        // Bytes and not characters: a mark that joins with the dot would hide it.
        guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")), dot != name.startIndex else { return nil }
        return types[name[name.utf8.index(after: dot)...].lowercased()]
    }
}
