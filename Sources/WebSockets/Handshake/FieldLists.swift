package import HTTPTypes

/// Fields whose value is a comma-separated list, over all the lines they came in (RFC 9110 §5.6.1). Read in bytes: a
/// value is as long as its sender likes, and a mark that joins with a comma would hide it.
extension HTTPFields {
    package func listMembers(of name: HTTPField.Name) -> [String] {
        guard let value = self[name] else { return [] }
        return value.utf8.split(separator: UInt8(ascii: ",")).map(\.trimmed).filter { !$0.isEmpty }.map(String.init)
    }

    /// Whether the list names `token`, in upper or lower case.
    package func lists(_ token: String, in name: HTTPField.Name) -> Bool {
        listMembers(of: name).contains { $0.isToken(token) }
    }
}

extension String {
    /// Whether this is `token`, which is given in lower case, in upper or lower case (RFC 9110 §5.6.2). Counted in bytes
    /// too: the Kelvin sign becomes a `k` in lower case.
    package func isToken(_ token: String) -> Bool {
        utf8.count == token.utf8.count && lowercased() == token
    }

    /// Whether both are the same bytes. `==` takes the Kelvin sign for a `K`.
    func isSameBytes(as other: String) -> Bool {
        utf8.elementsEqual(other.utf8)
    }
}

extension Substring.UTF8View {
    fileprivate var trimmed: Substring {
        guard let first = firstIndex(where: { !$0.isBlank }), let last = lastIndex(where: { !$0.isBlank }) else {
            return ""
        }
        return Substring(self[first...last])
    }
}

extension UInt8 {
    fileprivate var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }
}
