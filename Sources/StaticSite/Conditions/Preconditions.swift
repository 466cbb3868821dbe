package import HTTPTypes

/// Whether a request is to be answered as if it had no conditions (RFC 9110 §13).
package enum Preconditions {
    package enum Verdict: Equatable, Sendable {
        case proceed
        /// 304, for GET and HEAD alone.
        case notModified
        /// 412.
        case failed
    }

    /// Whether a look at the conditions is worthwhile: whether a field's name begins with `If-`.
    package static func isConditional(_ fields: HTTPFields) -> Bool {
        fields.contains { $0.name.canonicalName.utf8.starts(with: "if-".utf8) }
    }

    /// Asks in the order of RFC 9110 §13.2.2. `validators` are those of the representation that would be sent, which
    /// exists. Dates that cannot be read count as not there; a list of tags that cannot be read matches nothing.
    package static func verdict(
        _ fields: HTTPFields,
        method: HTTPRequest.Method,
        _ validators: Validators,
        now: FileTime
    ) -> Verdict {
        guard isUnchanged(fields, validators, now: now) else { return .failed }
        let isReading = method == .get || method == .head
        if let known = fields[.ifNoneMatch] {
            guard lists(known, validators.tag, by: { $0.weakMatch($1) }) else { return .proceed }
            return isReading ? .notModified : .failed
        }
        let isKnown = isReading && isOlder(validators.lastModified, than: fields[.ifModifiedSince], now: now) == true
        return isKnown ? .notModified : .proceed
    }

    /// If-Match and, only where there is none, If-Unmodified-Since (RFC 9110 §13.1.1, §13.1.4).
    private static func isUnchanged(_ fields: HTTPFields, _ validators: Validators, now: FileTime) -> Bool {
        if let expected = fields[.ifMatch] {
            return lists(expected, validators.tag, by: { $0.strongMatch($1) })
        }
        return isOlder(validators.lastModified, than: fields[.ifUnmodifiedSince], now: now) ?? true
    }

    /// `nil` where there are not two dates to compare.
    private static func isOlder(_ lastModified: HTTPDate?, than field: String?, now: FileTime) -> Bool? {
        guard let lastModified, let field, let date = HTTPDate(field, now: now) else { return nil }
        return lastModified <= date
    }

    /// Whether a list of tags has this one; `*` has all, also those that nobody knows.
    private static func lists(
        _ field: String,
        _ tag: EntityTag?,
        by isMatch: (EntityTag, EntityTag) -> Bool
    ) -> Bool {
        guard field != "*" else { return true }
        var parser = EntityTagParser(field.utf8)
        guard let tag, let listed = parser.list() else { return false }
        return listed.contains { isMatch($0, tag) }
    }
}
