import CZlib
package import NIOCore

/// Turns payloads into the bytes of compressed messages (RFC 7692 §7.2.1). What it compresses may refer to all that it
/// compressed since it was made or last reset.
package final class Deflater {
    /// What zlib ends a flush with and a message leaves out: 00 00 FF FF.
    private static let tailBytes = 4

    package let windowBits: Int
    package let memoryLevel: Int
    package let level: Int
    /// At a fixed address, because zlib's state points back to it.
    private let stream: UnsafeMutablePointer<z_stream>
    private let memory: CountedMemory

    /// What it takes in memory.
    package var memoryBytes: Int { memory.bytes }

    /// `windowBits` 9...15, `memoryLevel` and `level` as in `CompressionOptions`. `nil` for numbers that zlib does not take,
    /// and when there is no memory.
    package init?(windowBits: Int, memoryLevel: Int, level: Int) {
        guard (9...15).contains(windowBits) else { return nil }
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        memory = CountedMemory(of: stream)
        let result = deflateInit2_(
            stream,
            Int32(clamping: level),
            Z_DEFLATED,
            // Negative: without zlib's header and checksum.
            -Int32(clamping: windowBits),
            Int32(clamping: memoryLevel),
            Z_DEFAULT_STRATEGY,
            ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size)
        )
        guard result == Z_OK else {
            stream.deallocate()
            memory.deallocate()
            return nil
        }
        self.stream = stream
        self.windowBits = windowBits
        self.memoryLevel = memoryLevel
        self.level = level
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
        memory.deallocate()
    }

    /// Appends the compressed bytes of a message, or of a fragment that ends with a whole byte. An empty message is one
    /// byte, 00 (RFC 7692 §7.2.3.6); an empty fragment that others follow is none.
    package func compress(_ payload: ByteBuffer, to output: inout ByteBuffer, endsMessage: Bool) {
        // zlib does nothing when it is to flush a second time without having got anything, so nothing could be left out.
        guard payload.readableBytes > 0 else {
            if endsMessage { output.writeInteger(UInt8(0)) }
            return
        }
        payload.withUnsafeReadableBytes { deflate($0, to: &output) }
        if endsMessage { output.moveWriterIndex(to: output.writerIndex - Self.tailBytes) }
    }

    /// Forgets what was compressed before.
    package func reset() {
        deflateReset(stream)
    }

    /// A `ByteBuffer` holds less than 4 GiB, so the length of one fits into zlib's 32 bits.
    private func deflate(_ bytes: UnsafeRawBufferPointer, to output: inout ByteBuffer) {
        stream.pointee.next_in = UnsafeMutablePointer(mutating: bytes.assumingMemoryBound(to: UInt8.self).baseAddress)
        stream.pointee.avail_in = UInt32(clamping: bytes.count)
        repeat {
            // Text gets smaller than half, so this is mostly enough at once; the rest of what is not doubles the buffer.
            let expected = 64 + Int(stream.pointee.avail_in) / 2
            output.writeWithUnsafeMutableBytes(minimumWritableBytes: expected) { target in
                let room = UInt32(clamping: target.count)
                stream.pointee.next_out = target.assumingMemoryBound(to: UInt8.self).baseAddress
                stream.pointee.avail_out = room
                // It cannot fail; with nothing left to write it says so.
                CZlib.deflate(stream, Z_SYNC_FLUSH)
                return Int(room - stream.pointee.avail_out)
            }
        } while stream.pointee.avail_out == 0
    }
}

@available(*, unavailable)
extension Deflater: Sendable {}
