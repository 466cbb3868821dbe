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

/// The number of a channel's socket, for sending past the channel: NIO's way costs more than all else that is done for a
/// small answer. To be used on the event loop, while the channel is active and nothing waits in it; then nothing comes
/// before its time, and the number is nobody else's.
struct SocketHandle {
    struct Failure: Error {
        let code: CInt
    }

    private let number: CInt

    init(_ number: CInt) {
        self.number = number
    }

    /// `nil` where the channel has no socket of its own. Costs as much as sending: to be asked for once.
    init?(of context: ChannelHandlerContext) {
        let operations = context.pipeline.syncOperations
        let number = try? operations.withUnsafeTransportIfAvailable(of: NIOBSDSocket.Handle.self) { $0 }
        guard let number else { return nil }
        self.number = number
    }

    /// A descriptor for the same socket that is not the channel's; `nil` where none is left.
    func duplicated() -> CInt? {
        let copy = fcntl(number, F_DUPFD_CLOEXEC, 0)
        return copy >= 0 ? copy : nil
    }

    // MARK: Sending; never waits for the client. What fails in the middle says so the next time.

    /// Returns how many bytes the socket had room for.
    func send(_ bytes: ByteBuffer) throws(Failure) -> Int {
        try sendAll(bytes) { clinux_send(number, $0.baseAddress, $0.count, 0) }
    }

    /// The same of two pieces in one system call.
    func send(_ first: ByteBuffer, _ second: ByteBuffer) throws(Failure) -> Int {
        try first.withUnsafeReadableBytes { first in
            second.withUnsafeReadableBytes { second in
                Result { () throws(Failure) in
                    try sendAll(first.count + second.count) { sent in
                        let rest = UnsafeRawBufferPointer(rebasing: first.dropFirst(sent))
                        let more = UnsafeRawBufferPointer(rebasing: second.dropFirst(max(0, sent - first.count)))
                        return withUnsafeTemporaryAllocation(of: iovec.self, capacity: 2) { pieces in
                            pieces.initializeElement(at: 0, to: iovec(rest))
                            pieces.initializeElement(at: 1, to: iovec(more))
                            return writev(number, pieces.baseAddress, 2)
                        }
                    }
                }
            }
        }.get()
    }

    /// The same of a file in memory.
    func send(_ range: Range<Int>, ofFileInMemory file: OpenFile) throws(Failure) -> Int {
        try sendAll(range.count) { sent in
            clinux_send_file(number, file.descriptor.number, off_t(range.lowerBound + sent), range.count - sent)
        }
    }

    /// The same of a head and a file in memory, in the same packet.
    func send(
        _ head: ByteBuffer,
        _ range: Range<Int>,
        ofFileInMemory file: OpenFile
    ) throws(Failure) -> (head: Int, file: Int) {
        let begun = try sendAll(head) { clinux_send(number, $0.baseAddress, $0.count, 1) }
        return (begun, begun == head.readableBytes ? (try? send(range, ofFileInMemory: file)) ?? 0 : 0)
    }

    private func sendAll(_ bytes: ByteBuffer, _ call: (UnsafeRawBufferPointer) -> Int) throws(Failure) -> Int {
        try bytes.withUnsafeReadableBytes { bytes in
            Result { () throws(Failure) in
                try sendAll(bytes.count) { call(UnsafeRawBufferPointer(rebasing: bytes[$0...])) }
            }
        }.get()
    }

    /// `call` is told how much was sent already. NIO sees to it that a broken pipe is an error and no signal.
    private func sendAll(_ count: Int, _ call: (Int) -> Int) throws(Failure) -> Int {
        var sent = 0
        while sent < count {
            let more = call(sent)
            if more > 0 {
                sent += more
            } else if more < 0, errno == EINTR {
                continue
            } else if more < 0, errno != EAGAIN, sent == 0 {
                throw Failure(code: errno)
            } else {
                break
            }
        }
        return sent
    }
}

extension iovec {
    fileprivate init(_ bytes: UnsafeRawBufferPointer) {
        self.init(iov_base: UnsafeMutableRawPointer(mutating: bytes.baseAddress), iov_len: bytes.count)
    }
}
