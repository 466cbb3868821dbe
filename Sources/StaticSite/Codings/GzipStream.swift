import CZlib
import NIOCore

/// zlib's state while it makes one gzip member (RFC 1952), without a name or time in its head.
struct GzipStream: ~Copyable {
    /// zlib's largest window, and the number that asks for gzip's head and trailer.
    private static let windowBits: Int32 = 15 + 16
    /// What zlib takes when it is not told: 256 KiB together with the window.
    private static let memoryLevel: Int32 = 8
    /// The least room that is made for output: a small file is one allocation.
    private static let smallestGrowth = 4 << 10

    /// At a fixed address, because zlib's state points back to it.
    private let stream: UnsafeMutablePointer<z_stream>

    /// `nil` when there is no memory.
    init?(level: Int32) {
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        let result = deflateInit2_(
            stream,
            level,
            Z_DEFLATED,
            Self.windowBits,
            Self.memoryLevel,
            Z_DEFAULT_STRATEGY,
            ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size)
        )
        guard result == Z_OK else {
            stream.deallocate()
            return nil
        }
        self.stream = stream
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
    }

    /// Appends what zlib has to say after these bytes, or stops at `limit` bytes of output; then there is nothing to go on
    /// with. The last call gives at least one byte.
    func compress(_ bytes: ByteBuffer, to output: inout ByteBuffer, isLast: Bool, limit: Int) {
        bytes.withUnsafeReadableBytes { input in
            stream.pointee.next_in = UnsafeMutablePointer(
                mutating: input.assumingMemoryBound(to: UInt8.self).baseAddress
            )
            // A `ByteBuffer` holds less than 4 GiB.
            stream.pointee.avail_in = UInt32(clamping: input.count)
            repeat {
                let wanted = min(limit - output.readableBytes, max(Self.smallestGrowth, input.count / 4))
                step(to: &output, wanted: wanted, isLast: isLast)
            } while stream.pointee.avail_out == 0 && output.readableBytes < limit
        }
    }

    /// Lets zlib take and write what it can. With room for output it cannot fail.
    private func step(to output: inout ByteBuffer, wanted: Int, isLast: Bool) {
        output.writeWithUnsafeMutableBytes(minimumWritableBytes: wanted) { target in
            let room = UInt32(clamping: min(wanted, target.count))
            stream.pointee.next_out = target.assumingMemoryBound(to: UInt8.self).baseAddress
            stream.pointee.avail_out = room
            deflate(stream, isLast ? Z_FINISH : Z_NO_FLUSH)
            return Int(room - stream.pointee.avail_out)
        }
    }
}
