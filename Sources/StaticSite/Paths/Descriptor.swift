import CLinux
package import NIOCore

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// An open file descriptor, closed with the last reference to it, and the system calls that are made on it.
package final class Descriptor: Sendable {
    package enum Kind: Equatable {
        case file(bytes: Int)
        case directory
        case link
        /// A device, a FIFO, a socket.
        case other

        fileprivate init(_ status: stat) {
            self =
                switch mode_t(status.st_mode) & mode_t(S_IFMT) {
                case mode_t(S_IFREG): .file(bytes: Int(status.st_size))
                case mode_t(S_IFDIR): .directory
                case mode_t(S_IFLNK): .link
                default: .other
                }
        }
    }

    package let number: CInt

    /// Takes what a system call returned: a descriptor, or -1 with `errno`.
    init(_ result: CInt, _ call: String) throws(SiteError) {
        guard result >= 0 else { throw SiteError(errno: errno, call) }
        number = result
    }

    deinit {
        close(number)
    }

    /// A directory of the file system, for looking into.
    convenience init(lookingAtDirectory path: String) throws(SiteError) {
        try self.init(open(path, clinux_look_flags | O_DIRECTORY), "open")
    }

    /// One name in a directory, for looking at; a link is refused or, on Linux, opened as itself.
    convenience init(lookingAt name: String, in directory: Descriptor, mustBeDirectory: Bool) throws(SiteError) {
        let flags = clinux_look_flags | O_NOFOLLOW | (mustBeDirectory ? O_DIRECTORY : 0)
        try self.init(openat(directory.number, name, flags), "openat")
    }

    /// A path without any link on it, for looking at; the kernel keeps it below `directory`. `nil` where that cannot be
    /// told in one call: a link is on the way, the tree keeps changing, or the kernel has no such call (old containers
    /// answer EPERM).
    static func lookBeneath(_ directory: Descriptor, at path: String) throws(SiteError) -> Descriptor? {
        for _ in 0..<8 {
            let result = clinux_look_beneath(directory.number, path)
            if result >= 0 { return try Descriptor(result, "openat2") }
            switch errno {
            case EAGAIN: continue  // a rename elsewhere in the tree raced with the look
            case ELOOP, ENOSYS, EPERM: return nil
            default: throw SiteError(errno: errno, "openat2")
            }
        }
        return nil
    }

    /// The very file that was looked at, opened for reading.
    func reopened() throws(SiteError) -> Descriptor {
        #if os(Linux)
        // What is no file after all must not make anybody wait for who writes to it.
        let flags = O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK
        return try Descriptor(open("/proc/self/fd/\(number)", flags), "open /proc/self/fd")
        #else
        self
        #endif
    }

    /// What is open, whatever its name points to by now.
    package func kind() throws(SiteError) -> Kind {
        try status().kind
    }

    /// What is open, and in which state it is.
    package func status() throws(SiteError) -> (kind: Kind, version: FileVersion) {
        var status = stat()
        guard fstat(number, &status) == 0 else { throw SiteError(errno: errno, "fstat") }
        return (Kind(status), FileVersion(status))
    }

    /// What has this name in this directory now, a link as itself.
    func status(of name: String) throws(SiteError) -> (kind: Kind, version: FileVersion) {
        var status = stat()
        guard fstatat(number, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { throw SiteError(errno: errno, "fstatat") }
        return (Kind(status), FileVersion(status))
    }

    /// Whether it is on a file system that a network or another program answers for.
    var isRemote: Bool { clinux_is_remote(number) != 0 }

    /// Whether this is what the path leads to.
    func isStill(at path: String) -> Bool {
        var (mine, there) = (stat(), stat())
        guard fstat(number, &mine) == 0, stat(path, &there) == 0 else { return false }
        return mine.st_dev == there.st_dev && mine.st_ino == there.st_ino
    }

    /// Where the link of this name in this directory points to; `nil` when it is no link.
    func linkTarget(of name: String) throws(SiteError) -> String? {
        var target = [UInt8](repeating: 0, count: Int(PATH_MAX))
        let length = readlinkat(number, name, &target, target.count)
        guard length >= 0 else {
            guard errno == EINVAL else { throw SiteError(errno: errno, "readlinkat") }
            return nil
        }
        guard let text = String(validating: target.prefix(length), as: UTF8.self) else { throw .notFound }
        return text
    }

    /// `count` bytes from `offset` on, or fewer where the file has become shorter.
    package func read(_ count: Int, from offset: Int = 0) throws(SiteError) -> ByteBuffer {
        var buffer = ByteBuffer()
        buffer.reserveCapacity(count)
        while buffer.writerIndex < count {
            let (taken, wanted) = (buffer.writerIndex, count - buffer.writerIndex)
            var code: CInt = 0
            let more = buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: wanted) { target in
                let result = pread(number, target.baseAddress, wanted, off_t(offset + taken))
                if result < 0 { code = errno }
                return max(0, result)
            }
            guard code == 0 || code == EINTR else { throw SiteError(errno: code, "pread") }
            if more == 0, code == 0 { break }
        }
        return buffer
    }
}
