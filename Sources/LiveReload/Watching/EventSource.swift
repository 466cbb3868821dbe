import NIOCore

/// What is known of a file from an event.
enum FileEvent: Equatable, Sendable {
    /// It is being written.
    case written
    /// Whoever wrote it has closed it, or it came or went as a whole.
    case whole
    /// Its rights or times are others.
    case attributes
}

/// What a source tells. It is only where to look: what became of it is seen by looking.
enum WatchEvent: Equatable, Sendable {
    case file(DirectoryID, FileName, FileEvent)
    /// A directory of this name came or went.
    case directory(DirectoryID, FileName)
    /// Anything in this directory may have changed.
    case contents(DirectoryID)
    /// This directory is watched no more: it is gone, or elsewhere.
    case ended(DirectoryID)
    /// Anything may have changed, also the watched directory itself.
    case anything
    /// Some events were lost: anything may have changed.
    case lost
}

/// Why a directory is not watched.
enum WatchFailure: Error, Equatable {
    /// There is nothing to watch, or it may not be looked at.
    case absent
    case noWatchesLeft
}

/// Who tells of changes in directories.
protocol EventSource: Sendable {
    /// Readable when there are events; `nil` where one only has to ask.
    var descriptor: CInt? { get }
    /// When to ask even if nothing is readable.
    var due: NIODeadline? { get }

    /// Asks for the events of one directory, not of those below it. What happened before is not told.
    mutating func watch(_ directory: DirectoryID, path: String) throws(WatchFailure)
    mutating func unwatch(_ directory: DirectoryID)
    /// What happened since the last time, without waiting, and not all at once if there is much.
    mutating func events(at now: NIODeadline) -> [WatchEvent]
}
