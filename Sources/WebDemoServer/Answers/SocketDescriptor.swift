import NIOCore

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
    struct Failure: Error {
        let code: CInt
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

    /// Writes as many bytes as the socket has room for; never waits for the client.
    func send(_ bytes: ByteBuffer) throws(Failure) -> Int {
        try bytes.withUnsafeReadableBytes { bytes in
            Result { () throws(Failure) in try send(bytes) }
        }.get()
    }

    private func send(_ bytes: UnsafeRawBufferPointer) throws(Failure) -> Int {
        var sent = 0
        while sent < bytes.count {
            let rest = UnsafeRawBufferPointer(rebasing: bytes[sent...])
            // NIO sees to it that a broken pipe is an error and no signal.
            let count = write(number, rest.baseAddress, rest.count)
            if count > 0 {
                sent += count
            } else if errno == EAGAIN {
                break
            } else if errno != EINTR {
                throw Failure(code: errno)
            }
        }
        return sent
    }
}
