import CLinux
import NIOCore
import StaticSite

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A descriptor of our own for a channel's socket, closed with the last reference to it: another thread can write to it
/// and never meets the number of a socket that was closed and given to somebody else meanwhile.
final class SocketDescriptor: Sendable {
    enum Failure: Error {
        /// The file is of a kind, or the system is one, where the kernel cannot send.
        case notPossible
        case failed(errno: CInt)
    }

    private let number: CInt

    /// `nil` where the channel has no socket of its own, or no descriptor is left.
    init?(of context: ChannelHandlerContext) {
        let operations = context.pipeline.syncOperations
        let copy = try? operations.withUnsafeTransportIfAvailable(of: NIOBSDSocket.Handle.self) { socket in
            fcntl(socket, F_DUPFD_CLOEXEC, 0)
        }
        guard let copy, copy >= 0 else { return nil }
        number = copy
    }

    deinit {
        close(number)
    }

    /// Lets the kernel send a range of a file. May wait for the disk, never for the client: fewer bytes than asked for
    /// are sent when the socket is full, or when the file is shorter.
    func send(_ range: Range<Int>, of file: Descriptor) throws(Failure) -> Int {
        var sent = 0
        while sent < range.count {
            let offset = Int64(range.lowerBound + sent)
            let count = clinux_send_file(number, file.number, offset, range.count - sent)
            if count > 0 {
                sent += count
            } else if count == 0 || errno == EAGAIN {
                break
            } else if errno != EINTR {
                throw sent == 0 && (errno == EINVAL || errno == ENOSYS) ? .notPossible : .failed(errno: errno)
            }
        }
        return sent
    }
}
