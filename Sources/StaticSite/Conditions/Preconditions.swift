package import HTTPTypes

/// The conditions under which a request is to be answered as if it had none (RFC 9110 §13).
package struct Preconditions: Sendable {
    package enum Verdict: Equatable, Sendable {
        case proceed
        /// 304, for GET and HEAD alone.
        case notModified
        /// 412.
        case failed
    }

    /// What a list of tags says of a representation.
    private enum Tags: Sendable {
        /// `*`: all, also those that nobody knows.
        case any
        case listed([EntityTag])
        /// It cannot be read, so it matches nothing.
        case unreadable

        init(_ field: String) {
            var parser = EntityTagParser(field.utf8)
            self = field == "*" ? .any : parser.list().map { .listed($0) } ?? .unreadable
        }

        func match(_ tag: EntityTag?, by isMatch: (EntityTag, EntityTag) -> Bool) -> Bool {
            switch self {
            case .any: true
            case .listed(let tags): tag.map { tag in tags.contains { isMatch($0, tag) } } ?? false
            case .unreadable: false
            }
        }
    }

    private var ifMatch: Tags?
    private var ifNoneMatch: Tags?
    private var ifModifiedSince: HTTPDate?
    private var ifUnmodifiedSince: HTTPDate?
    /// Whether every request is answered as if it had no conditions.
    package private(set) var isEmpty = true

    /// Dates that cannot be read count as not there.
    package init(_ fields: HTTPFields, now: FileTime) {
        // Most requests have none, and one look at the names tells.
        guard fields.contains(where: { $0.name.canonicalName.utf8.starts(with: "if-".utf8) }) else { return }
        isEmpty = false
        ifMatch = fields[.ifMatch].map(Tags.init)
        ifNoneMatch = fields[.ifNoneMatch].map(Tags.init)
        ifModifiedSince = fields[.ifModifiedSince].flatMap { HTTPDate($0, now: now) }
        ifUnmodifiedSince = fields[.ifUnmodifiedSince].flatMap { HTTPDate($0, now: now) }
    }

    /// Asks in the order of RFC 9110 §13.2.2. `validators` are those of the representation that would be sent, which
    /// exists.
    package func verdict(method: HTTPRequest.Method, _ validators: Validators) -> Verdict {
        guard isUnchanged(validators) else { return .failed }
        let isReading = method == .get || method == .head
        if let ifNoneMatch {
            guard ifNoneMatch.match(validators.tag, by: { $0.weakMatch($1) }) else { return .proceed }
            return isReading ? .notModified : .failed
        }
        let isKnown = isReading && Self.isOlder(validators.lastModified, than: ifModifiedSince) == true
        return isKnown ? .notModified : .proceed
    }

    /// If-Match and, only where there is none, If-Unmodified-Since (RFC 9110 §13.1.1, §13.1.4).
    private func isUnchanged(_ validators: Validators) -> Bool {
        if let ifMatch { return ifMatch.match(validators.tag, by: { $0.strongMatch($1) }) }
        return Self.isOlder(validators.lastModified, than: ifUnmodifiedSince) ?? true
    }

    /// `nil` where there are not two dates to compare.
    private static func isOlder(_ lastModified: HTTPDate?, than date: HTTPDate?) -> Bool? {
        guard let lastModified, let date else { return nil }
        return lastModified <= date
    }
}
