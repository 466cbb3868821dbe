package import NIOCore

/// One file of the watched directory whose content has become another, or that is there now, or no longer.
package struct FileChange: Equatable, Sendable {
    package enum Kind: String, Sendable {
        case created
        case modified
        case deleted
    }

    /// Counts the changes of one run, from 1.
    package let sequence: UInt64
    /// The name from the directory on.
    package let segments: [String]
    package let kind: Kind
    /// Tells this content from others, also in the next run; `nil` where the file is gone.
    package let version: ContentVersion?
    /// When the last event of the file was seen, so when it was saved.
    package let savedAt: NIODeadline
    /// When it was told. A request that starts later gets the new content.
    package let toldAt: NIODeadline

    package init(
        sequence: UInt64,
        segments: [String],
        kind: Kind,
        version: ContentVersion?,
        savedAt: NIODeadline,
        toldAt: NIODeadline
    ) {
        self.sequence = sequence
        self.segments = segments
        self.kind = kind
        self.version = version
        self.savedAt = savedAt
        self.toldAt = toldAt
    }
}
