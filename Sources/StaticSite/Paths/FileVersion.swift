#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A moment as file systems keep it.
package struct FileTime: Hashable, Comparable, Sendable {
    package var seconds: Int64
    package var nanoseconds: Int64

    package init(seconds: Int64, nanoseconds: Int64 = 0) {
        self.seconds = seconds
        self.nanoseconds = nanoseconds
    }

    init(_ time: timespec) {
        self.init(seconds: Int64(time.tv_sec), nanoseconds: Int64(time.tv_nsec))
    }

    package static func < (one: FileTime, other: FileTime) -> Bool {
        (one.seconds, one.nanoseconds) < (other.seconds, other.nanoseconds)
    }

    /// By the clock that file systems take their times from.
    package static var now: FileTime {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return FileTime(time)
    }
}

/// What tells one state of a file from another without reading it: equal versions have equal bytes, except where the file
/// was changed twice within one tick of the file system's clock.
package struct FileVersion: Hashable, Sendable {
    package var device: UInt64
    package var inode: UInt64
    package var bytes: Int
    /// When the content was last written; programs may set it to any time.
    package var modified: FileTime
    /// When the content, name or rights last changed; nobody can set it.
    package var changed: FileTime

    package init(device: UInt64, inode: UInt64, bytes: Int, modified: FileTime, changed: FileTime) {
        self.device = device
        self.inode = inode
        self.bytes = bytes
        self.modified = modified
        self.changed = changed
    }

    init(_ status: stat) {
        #if canImport(Darwin)
        let (modified, changed) = (status.st_mtimespec, status.st_ctimespec)
        #else
        let (modified, changed) = (status.st_mtim, status.st_ctim)
        #endif
        self.init(
            device: UInt64(truncatingIfNeeded: status.st_dev),
            inode: UInt64(truncatingIfNeeded: status.st_ino),
            bytes: Int(status.st_size),
            modified: FileTime(modified),
            changed: FileTime(changed)
        )
    }
}

extension FileVersion {
    /// Within this time a file may be changed twice and bear the same time, in the eyes of those who compare dates.
    private static let settling: Int64 = 2

    /// When the last change is long enough ago that one more would bear another time. A time that somebody has set is no
    /// evidence, but to set it was a change.
    var settlesAt: FileTime {
        var time = changed
        time.seconds = time.seconds.saturatingAdd(Self.settling)
        return time
    }

    func hasSettled(at now: FileTime) -> Bool { settlesAt <= now }

    /// Whether a change after `now` would give another version. File systems take their time from a clock that ticks
    /// every 1 to 10 ms, and some keep whole seconds only.
    func wouldShowChange(at now: FileTime) -> Bool {
        if modified.nanoseconds == 0, changed.nanoseconds == 0 { return hasSettled(at: now) }
        let ticked = changed.nanoseconds.saturatingAdd(20_000_000)
        let (seconds, nanoseconds) = ticked.quotientAndRemainder(dividingBy: 1_000_000_000)
        return FileTime(seconds: changed.seconds.saturatingAdd(seconds), nanoseconds: nanoseconds) <= now
    }
}
