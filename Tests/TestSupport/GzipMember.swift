import CZlib

/// Turns the bytes of one gzip member (RFC 1952) back into what was packed.
package enum GzipMember {
    package struct Failure: Error {
        /// What zlib returned; 0 where the member is cut off.
        let status: Int32
        /// How many bytes follow the member.
        let surplus: Int
    }

    /// Fails too when bytes follow the member.
    package static func expand(_ bytes: [UInt8]) throws -> [UInt8] {
        // zlib remembers where its stream lies, so it is not a variable that may be moved.
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        defer { stream.deallocate() }
        let begun = inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard begun == Z_OK else { throw Failure(status: begun, surplus: 0) }
        defer { inflateEnd(stream) }
        return try run(stream, bytes)
    }

    private static func run(_ stream: UnsafeMutablePointer<z_stream>, _ bytes: [UInt8]) throws -> [UInt8] {
        var (input, output, status) = (bytes, [UInt8](), Z_OK)
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        input.withUnsafeMutableBufferPointer { source in
            stream.pointee.next_in = source.baseAddress
            stream.pointee.avail_in = UInt32(source.count)
            repeat {
                let count = chunk.withUnsafeMutableBufferPointer { target in
                    stream.pointee.next_out = target.baseAddress
                    stream.pointee.avail_out = UInt32(target.count)
                    status = inflate(stream, Z_NO_FLUSH)
                    return target.count - Int(stream.pointee.avail_out)
                }
                output += chunk.prefix(count)
            } while status == Z_OK && (stream.pointee.avail_in > 0 || stream.pointee.avail_out == 0)
        }
        let surplus = Int(stream.pointee.avail_in)
        guard status == Z_STREAM_END, surplus == 0 else { throw Failure(status: status, surplus: surplus) }
        return output
    }
}
