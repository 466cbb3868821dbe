/// What a client can hold against the representation that it has (RFC 9110 §8.8).
package struct Validators: Hashable, Sendable {
    package var tag: EntityTag?
    package var lastModified: HTTPDate?

    package init(tag: EntityTag? = nil, lastModified: HTTPDate? = nil) {
        self.tag = tag
        self.lastModified = lastModified
    }

    /// `nil` where the time says nothing: reproducible builds set all files to 0 or 1, whatever is in them, and a time still
    /// to come must not be sent (RFC 9110 §8.8.2.1).
    package static func lastModified(of version: FileVersion, now: FileTime) -> HTTPDate? {
        guard !(0...1).contains(version.modified.seconds), version.modified <= now else { return nil }
        return HTTPDate(version.modified)
    }
}
