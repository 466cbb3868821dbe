import CZlib
package import NIOCore

/// Why a compressed message cannot be read.
package enum InflateError: Error, Equatable {
    /// It is not deflate data, or ends before it is complete.
    case corrupt
    /// It has more bytes than it may have.
    case tooLarge
}

/// Turns the bytes of compressed messages back into payloads (RFC 7692 §7.2.2). A message may refer to all that was
/// inflated since this was made or last reset. After an error it is good for nothing but `reset`.
package final class Inflater {
    /// The least that the output grows by: bounds what a message of a few bytes costs.
    private static let smallestGrowth = 512
    /// How much zlib is given at once, whose lengths have 32 bits.
    private static let maxPiece = 1 << 20
    /// In zlib's `data_type`: a block has ended, and no other has begun.
    private static let blockBoundary: Int32 = 128

    /// At a fixed address, because zlib's state points back to it.
    private let stream: UnsafeMutablePointer<z_stream>
    private let memory: CountedMemory

    /// What it takes in memory; the window comes with the first bytes.
    package var memoryBytes: Int { memory.bytes }

    /// Whether the message has any bytes so far.
    private var hasBegun = false
    /// Whether the last byte ended a block that called itself the last one. Bytes that follow begin a new stream.
    private var isStreamEnded = false

    /// `windowBits` 8...15, at least those that were deflated with. `nil` for other numbers, and when there is no memory.
    package init?(windowBits: Int) {
        guard (8...15).contains(windowBits) else { return nil }
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        memory = CountedMemory(of: stream)
        // Negative: without zlib's header and checksum.
        let rawBits = -Int32(clamping: windowBits)
        guard inflateInit2_(stream, rawBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            stream.deallocate()
            memory.deallocate()
            return nil
        }
        self.stream = stream
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
        memory.deallocate()
    }

    /// Appends what the next bytes of a message are worth. `limit` is what `output` may hold in all, and is watched while
    /// it grows: room is made for what was received, then doubled, and never for more than the limit, which `ByteBuffer`
    /// rounds up to a power of two.
    package func inflate(
        _ bytes: UnsafeRawBufferPointer,
        to output: inout ByteBuffer,
        limit: Int
    ) throws(InflateError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            hasBegun = true
            let piece = rest.prefix(Self.maxPiece)
            try inflate(piece: UnsafeRawBufferPointer(rebasing: piece), to: &output, limit: limit)
            rest = rest.dropFirst(piece.count)
        }
    }

    /// Says that the message has no more bytes; the next ones are those of the next message.
    package func endMessage(to output: inout ByteBuffer, limit: Int) throws(InflateError) {
        defer { hasBegun = false }
        // After a last block no bytes were left out, and there was no block that they could belong to.
        guard hasBegun, !isStreamEnded else { return }
        let size = output.readableBytes
        let tail = UInt32(0x0000_FFFF).bigEndian
        try withUnsafeBytes(of: tail) { bytes throws(InflateError) in
            try inflate(piece: bytes, to: &output, limit: limit)
        }
        // The tail ends an empty block. Where it was taken for data, data is missing.
        let isComplete = stream.pointee.data_type & Self.blockBoundary != 0 && output.readableBytes == size
        guard isComplete else { throw .corrupt }
    }

    /// Forgets what was inflated before, also after an error.
    package func reset() {
        inflateReset(stream)
        hasBegun = false
        isStreamEnded = false
    }

    private func inflate(
        piece: UnsafeRawBufferPointer,
        to output: inout ByteBuffer,
        limit: Int
    ) throws(InflateError) {
        stream.pointee.next_in = UnsafeMutablePointer(mutating: piece.assumingMemoryBound(to: UInt8.self).baseAddress)
        stream.pointee.avail_in = UInt32(clamping: piece.count)
        repeat {
            if isStreamEnded { beginStream() }
            switch try step(to: &output, limit: limit) {
            case Z_OK: break
            case Z_STREAM_END: isStreamEnded = true
            // Nothing to do, which is an error only where there was something to take.
            case Z_BUF_ERROR where stream.pointee.avail_in == 0: break
            default: throw .corrupt
            }
        } while stream.pointee.avail_in > 0 || (stream.pointee.avail_out == 0 && !isStreamEnded)
    }

    /// Goes on after a last block (RFC 7692 §7.2.3.4). `inflateReset` would forget the window too, and to take it out and
    /// put it back copies 64 KiB for a block of two bytes: 60 ms for 100 KB of them, and so 1.1 ms.
    private func beginStream() {
        inflateResetKeep(stream)
        isStreamEnded = false
    }

    /// Lets zlib take and write what it can, and returns what it says.
    private func step(to output: inout ByteBuffer, limit: Int) throws(InflateError) -> Int32 {
        let room = limit - output.readableBytes
        guard room > 0 else { return try stepWithoutRoom() }
        var result = Z_OK
        let wanted = min(room, max(Self.smallestGrowth, Int(stream.pointee.avail_in)))
        output.writeWithUnsafeMutableBytes(minimumWritableBytes: wanted) { target in
            let count = UInt32(clamping: min(target.count, room))
            stream.pointee.next_out = target.assumingMemoryBound(to: UInt8.self).baseAddress
            stream.pointee.avail_out = count
            result = CZlib.inflate(stream, Z_SYNC_FLUSH)
            return Int(count - stream.pointee.avail_out)
        }
        return result
    }

    /// A full message may still have bytes that mean nothing, the end of its last block above all. Whether they mean
    /// something shows in a byte that nobody gets.
    private func stepWithoutRoom() throws(InflateError) -> Int32 {
        var surplus: UInt8 = 0
        let result = withUnsafeMutablePointer(to: &surplus) { target in
            stream.pointee.next_out = target
            stream.pointee.avail_out = 1
            return CZlib.inflate(stream, Z_SYNC_FLUSH)
        }
        guard stream.pointee.avail_out == 1 else { throw .tooLarge }
        return result
    }
}

@available(*, unavailable)
extension Inflater: Sendable {}
