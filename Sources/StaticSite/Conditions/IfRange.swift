package import HTTPTypes

/// Whether a client may have a part of the file to add to the parts that it has (RFC 9110 §13.1.5).
package enum IfRange {
    /// How much older than now a date must be to stand for one state of the file alone (RFC 9110 §8.8.2.2): a file can be
    /// written twice in a second, and clocks differ.
    static let secondsUntilStrong: Int64 = 60

    /// `true` also where there is no such field; otherwise the whole file is the answer to anything but the very tag or
    /// date of `validators`.
    package static func rangeApplies(_ fields: HTTPFields, _ validators: Validators, now: FileTime) -> Bool {
        guard let condition = fields[.ifRange] else { return true }
        if let tag = EntityTag(parsing: condition.utf8) {
            return validators.tag?.strongMatch(tag) ?? false
        }
        guard let lastModified = validators.lastModified, lastModified.seconds <= now.seconds &- secondsUntilStrong
        else { return false }
        return HTTPDate(condition, now: now) == lastModified
    }
}
