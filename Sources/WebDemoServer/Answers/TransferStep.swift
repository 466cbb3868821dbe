import NIOCore
import StaticSite

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// One visit of a transfer to the file pool: as much of a range as the socket takes, and a chunk of what it does not.
///
/// Every piece is read, then the file is looked at, and only then are the bytes sent: none goes out that was written after
/// the answer began. sendfile(2) would spare a copy, but what it gives to the socket are the pages of the file, and whoever
/// writes to the file while they wait there changes what the client receives; it is used for files in memory.
struct TransferStep: Sendable {
    /// Sent at most before the file pool gets to the next transfer.
    static let maxBytes = 1 << 20
    /// Read and looked at together.
    static let pieceBytes = 64 << 10
    /// What is compared with the file again when it has grown.
    private static let tailBytes = 4096

    enum Failure: Error {
        case fileBecameShorter
        /// Something else may have been written where it was promised to be sent from.
        case fileChanged
    }

    struct Outcome {
        /// What is left.
        let range: Range<Int>
        /// To be written through the channel, before what is left.
        let chunk: ByteBuffer?
        /// The last bytes before what is left.
        let tail: ByteBuffer
    }

    let file: OpenFile
    let range: Range<Int>
    /// The last bytes of this file that were sent, which end where `range` begins.
    let tail: ByteBuffer
    /// `nil` when all goes through the channel.
    let socket: SocketDescriptor?
    /// What may wait in the channel.
    let chunkBytes: Int

    /// May wait for the disk. Throws `Failure`, `SocketHandle.Failure` or `SiteError`.
    func run() throws -> Outcome {
        if file.isInMemory, let socket { return try send(to: socket) }
        var rest = range
        var tail = tail
        while !rest.isEmpty, range.count - rest.count < Self.maxBytes {
            let piece = try piece(rest.prefix(socket == nil ? chunkBytes : Self.pieceBytes), after: tail)
            let sent = try socket?.handle.send(piece) ?? 0
            rest = rest.dropFirst(sent)
            tail = Self.end(of: piece, to: sent) ?? tail
            guard sent < piece.readableBytes else { continue }
            // A copy, where it is a small part of the piece: it may wait for long.
            let left = piece.readableBytesView.dropFirst(sent).prefix(chunkBytes)
            return Outcome(
                range: rest.dropFirst(left.count),
                chunk: sent == 0 && left.count == piece.readableBytes ? piece : ByteBuffer(bytes: left),
                tail: Self.end(of: piece, to: sent + left.count) ?? tail
            )
        }
        return Outcome(range: rest, chunk: nil, tail: tail)
    }

    /// Nobody can change a file in memory, and nobody waits for it.
    private func send(to socket: SocketDescriptor) throws -> Outcome {
        let sent = try socket.handle.send(range.prefix(Self.maxBytes), ofFileInMemory: file)
        let rest = range.dropFirst(sent)
        if sent == Self.maxBytes { return Outcome(range: rest, chunk: nil, tail: ByteBuffer()) }
        let chunk = try file.descriptor.read(min(rest.count, chunkBytes), from: rest.lowerBound)
        return Outcome(
            range: rest.dropFirst(chunk.readableBytes),
            chunk: chunk.readableBytes > 0 ? chunk : nil,
            tail: ByteBuffer()
        )
    }

    private func piece(_ range: Range<Int>, after tail: ByteBuffer) throws -> ByteBuffer {
        let piece = try file.descriptor.read(range.count, from: range.lowerBound)
        guard piece.readableBytes == range.count else { throw Failure.fileBecameShorter }
        try checkContent(tail, endingAt: range.lowerBound)
        return piece
    }

    private static func end(of piece: ByteBuffer, to count: Int) -> ByteBuffer? {
        let bytes = piece.readableBytesView.prefix(count).suffix(tailBytes)
        return bytes.isEmpty ? nil : ByteBuffer(bytes: bytes)
    }

    /// A file that was written to and is now longer has grown at its end, as logs do, if it still has what was sent last.
    /// Its new time is seen a moment before its new length; a transfer waits for that, for 20 ms at most.
    private func checkContent(_ tail: ByteBuffer, endingAt offset: Int) throws {
        let first = file.version
        for _ in 0..<20 {
            let now = try file.descriptor.status().version
            guard now.bytes >= range.upperBound else { throw Failure.fileBecameShorter }
            if now.modified == first.modified, now.bytes == first.bytes { return }
            if now.bytes > first.bytes {
                let again = try file.descriptor.read(tail.readableBytes, from: offset - tail.readableBytes)
                guard again == tail else { throw Failure.fileChanged }
                return
            }
            usleep(1000)
        }
        throw Failure.fileChanged
    }
}
