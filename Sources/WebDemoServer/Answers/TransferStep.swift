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
struct TransferStep: Sendable {
    /// Sent at most before the file pool gets to the next transfer.
    static let maxBytes = 1 << 20

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
    }

    let file: OpenFile
    let range: Range<Int>
    /// `nil` when all goes through the channel.
    let socket: SocketDescriptor?
    let chunkBytes: Int

    /// May wait for the disk. Throws `Failure`, `SocketDescriptor.Failure` or `SiteError`.
    func run() throws -> Outcome {
        var rest = range
        if let socket {
            let wanted = range.prefix(Self.maxBytes)
            let sent = try socket.send(wanted, of: file.descriptor)
            rest = range.dropFirst(sent)
            if sent == wanted.count {
                try checkContent()
                return Outcome(range: rest, chunk: nil)
            }
        }
        let count = min(chunkBytes, rest.count)
        let chunk = try file.descriptor.read(count, from: rest.lowerBound)
        guard chunk.readableBytes == count else { throw Failure.fileBecameShorter }
        try checkContent()
        return Outcome(range: rest.dropFirst(count), chunk: chunk)
    }

    /// A file that was written to and is now longer has, it is hoped, grown at its end, as logs do. Its new time is seen
    /// a moment before its new length; a transfer waits for that once, for 20 ms at most.
    private func checkContent() throws {
        let first = file.version
        for _ in 0..<20 {
            let now = try file.descriptor.status().version
            guard now.bytes >= range.upperBound else { throw Failure.fileBecameShorter }
            if now.modified == first.modified || now.bytes > first.bytes { return }
            usleep(1000)
        }
        throw Failure.fileChanged
    }
}
