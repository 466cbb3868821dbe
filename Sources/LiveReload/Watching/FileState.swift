#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// What tells one state of a file from another without reading it.
struct FileState: Equatable, Sendable {
    enum Kind: UInt8, Sendable {
        case file
        case directory
        case link
        /// A device, a FIFO, a socket: never opened.
        case other
    }

    let kind: Kind
    let device: UInt32
    let inode: UInt64
    let bytes: Int
    /// In nanoseconds since 1970, as long as that fits.
    let modified: Int64
    let changed: Int64

    init(_ status: stat) {
        switch mode_t(status.st_mode) & mode_t(S_IFMT) {
        case mode_t(S_IFREG): kind = .file
        case mode_t(S_IFDIR): kind = .directory
        case mode_t(S_IFLNK): kind = .link
        default: kind = .other
        }
        #if canImport(Darwin)
        let (modified, changed) = (status.st_mtimespec, status.st_ctimespec)
        #else
        let (modified, changed) = (status.st_mtim, status.st_ctim)
        #endif
        device = UInt32(truncatingIfNeeded: status.st_dev)
        inode = UInt64(truncatingIfNeeded: status.st_ino)
        bytes = Int(status.st_size)
        self.modified = Self.nanoseconds(modified)
        self.changed = Self.nanoseconds(changed)
    }

    /// `nil` with `errno` where there is nothing.
    init?(path: String, followsLinks: Bool) {
        var status = stat()
        guard fstatat(AT_FDCWD, path, &status, followsLinks ? 0 : AT_SYMLINK_NOFOLLOW) == 0 else { return nil }
        self.init(status)
    }

    init?(_ name: FileName, in directory: CInt) {
        var status = stat()
        guard fstatat(directory, name.text, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return nil }
        self.init(status)
    }

    init?(descriptor: CInt) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return nil }
        self.init(status)
    }

    /// By the clock that file systems take their times from.
    static func now() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return nanoseconds(time)
    }

    /// Whether a change now would give another state: within a tick of its clock a file system gives the same time twice.
    func wouldShowChange(at now: Int64) -> Bool {
        changed < now &- 20_000_000 || changed > now
    }

    func isSameDirectory(as other: FileState) -> Bool {
        kind == .directory && other.kind == .directory && device == other.device && inode == other.inode
    }

    static func nanoseconds(_ time: timespec) -> Int64 {
        let (seconds, overflows) = Int64(time.tv_sec).multipliedReportingOverflow(by: 1_000_000_000)
        return overflows ? Int64(time.tv_sec) : seconds &+ Int64(time.tv_nsec)
    }
}
