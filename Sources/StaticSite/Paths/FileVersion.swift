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
