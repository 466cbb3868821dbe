import CZlib

/// Turns the payload of a message into what permessage-deflate sends for it, and back (RFC 7692 §7.2), every message
/// for itself, as without context takeover.
package enum RawDeflate {
    package struct Failure: Error {
        /// What zlib returned.
        let status: Int32
    }

    /// Every flush ends with these, which are not sent.
    private static let tail: [UInt8] = [0, 0, 0xFF, 0xFF]

    package static func compress(_ bytes: [UInt8]) throws -> [UInt8] {
        let output = try withStream { stream in
            let size = Int32(MemoryLayout<z_stream>.size)
            let level = Z_DEFAULT_COMPRESSION
            try check(deflateInit2_(stream, level, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size))
            defer { deflateEnd(stream) }
            return try run(stream, bytes, deflate)
        }
        return output.dropLast(tail.count)
    }

    package static func expand(_ bytes: [UInt8]) throws -> [UInt8] {
        try withStream { stream in
            try check(inflateInit2_(stream, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)))
            defer { inflateEnd(stream) }
            return try run(stream, bytes + tail, inflate)
        }
    }

    /// zlib remembers where its stream lies, so it is not a variable that may be moved.
    private static func withStream(_ body: (UnsafeMutablePointer<z_stream>) throws -> [UInt8]) rethrows -> [UInt8] {
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        defer { stream.deallocate() }
        return try body(stream)
    }

    private static func run(
        _ stream: UnsafeMutablePointer<z_stream>,
        _ bytes: [UInt8],
        _ step: (UnsafeMutablePointer<z_stream>, Int32) -> Int32
    ) throws -> [UInt8] {
        var (input, output) = (bytes, [UInt8]())
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        try input.withUnsafeMutableBufferPointer { source in
            stream.pointee.next_in = source.baseAddress
            stream.pointee.avail_in = UInt32(source.count)
            repeat {
                let count = try chunk.withUnsafeMutableBufferPointer { target in
                    stream.pointee.next_out = target.baseAddress
                    stream.pointee.avail_out = UInt32(target.count)
                    let status = step(stream, Z_SYNC_FLUSH)
                    // There was no more to do than fitted exactly.
                    if status != Z_BUF_ERROR { try check(status) }
                    return target.count - Int(stream.pointee.avail_out)
                }
                output += chunk.prefix(count)
            } while stream.pointee.avail_out == 0
        }
        return output
    }

    private static func check(_ status: Int32) throws {
        guard status == Z_OK else { throw Failure(status: status) }
    }
}
