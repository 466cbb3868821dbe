/// A part of the tree whose changes nobody tells, so that it is looked at again and again: they are seen later.
package struct WatchTrouble: Equatable, Sendable {
    package enum Cause: Equatable, Sendable {
        /// The file system tells of no changes, or not of those that other machines make.
        case silentFileSystem(name: String)
        /// So many directories may be watched by one user, and no more; `nil` where that is not known.
        case noWatchesLeft(limit: Int?)
        /// So many programs of one user may watch, and no more.
        case noWatchersLeft(limit: Int?)
        /// More happened at once than the kernel keeps. All was looked at again, and nothing is lost.
        case overflow
        /// There are more names than this: those beyond are not watched.
        case tooManyNames(limit: Int)
        /// Directories this deep are not watched.
        case tooDeep(limit: Int)
        /// The directory may not be read.
        case unreadable
    }

    package let cause: Cause
    /// From the watched directory on; empty for all of it.
    package let segments: [String]
    /// The command that would mend it, if one would.
    package var fix: String? {
        #if os(Linux)
        switch cause {
        case .noWatchesLeft: "sudo sysctl fs.inotify.max_user_watches=524288"
        case .noWatchersLeft: "sudo sysctl fs.inotify.max_user_instances=1024"
        case .overflow: "sudo sysctl fs.inotify.max_queued_events=131072"
        case .silentFileSystem, .tooManyNames, .tooDeep, .unreadable: nil
        }
        #else
        nil
        #endif
    }

    package init(cause: Cause, segments: [String]) {
        self.cause = cause
        self.segments = segments
    }
}
