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
        try Self.sendAll(bytes) { write(number, $0.baseAddress, $0.count) }
    }

    /// Sends as much of a file in memory as the socket has room for; never waits for the client.
    func send(_ range: Range<Int>, ofFileInMemory file: OpenFile) throws(Failure) -> Int {
        try Self.send(range, of: file, to: number)
    }

    /// Sends as much of a head and a file in memory as the channel's socket has room for, past the channel, in which
    /// nothing may wait. Returns how much that was of each.
    static func send(
        _ head: ByteBuffer,
        _ range: Range<Int>,
        ofFileInMemory file: OpenFile,
        past context: ChannelHandlerContext
    ) throws -> (head: Int, file: Int) {
        let operations = context.pipeline.syncOperations
        let sent = try operations.withUnsafeTransportIfAvailable(of: NIOBSDSocket.Handle.self) { socket in
            let begun = try sendAll(head) { clinux_send_with_more_to_come(socket, $0.baseAddress, $0.count) }
            guard begun == head.readableBytes else { return (begun, 0) }
            return (begun, try send(range, of: file, to: socket))
        }
        return sent ?? (0, 0)
    }

    private static func sendAll(
        _ bytes: ByteBuffer,
        _ call: (UnsafeRawBufferPointer) -> Int
    ) throws(Failure) -> Int {
        try bytes.withUnsafeReadableBytes { bytes in
            Result { () throws(Failure) in
                try sendAll(bytes.count) { call(UnsafeRawBufferPointer(rebasing: bytes[$0...])) }
            }
        }.get()
    }

    private static func send(_ range: Range<Int>, of file: OpenFile, to socket: CInt) throws(Failure) -> Int {
        try sendAll(range.count) { sent in
            clinux_send_file(socket, file.descriptor.number, off_t(range.lowerBound + sent), range.count - sent)
        }
    }

    /// `call` is told how much was sent already. NIO sees to it that a broken pipe is an error and no signal.
    private static func sendAll(_ count: Int, _ call: (Int) -> Int) throws(Failure) -> Int {
        var sent = 0
        while sent < count {
            let more = call(sent)
            if more > 0 {
                sent += more
            } else if more == 0 || errno == EAGAIN {
                break
            } else if errno != EINTR {
                throw Failure(code: errno)
            }
        }
        return sent
    }
}
