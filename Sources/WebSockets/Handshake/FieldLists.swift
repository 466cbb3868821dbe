package import HTTPTypes

/// Fields whose value is a comma-separated list, over all the lines they came in (RFC 9110 §5.6.1).
extension HTTPFields {
    package func listMembers(of name: HTTPField.Name) -> [String] {
        guard let value = self[name] else { return [] }
        return value.split(separator: ",").map { member in
            String(member.drop(while: \.isBlank).reversed().drop(while: \.isBlank).reversed())
        }.filter { !$0.isEmpty }
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
}

extension Character {
    fileprivate var isBlank: Bool { self == " " || self == "\t" }
}
