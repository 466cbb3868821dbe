import NIOCore
import Testing
import WebSockets

extension Deflater {
    static func make(windowBits: Int = 15, memoryLevel: Int = 8, level: Int = 6) throws -> Deflater {
        try #require(Deflater(windowBits: windowBits, memoryLevel: memoryLevel, level: level))
    }

    /// One whole message that goes out in these fragments.
    func message(_ fragments: [UInt8]...) -> [UInt8] {
        var output = ByteBuffer()
        for (index, fragment) in fragments.enumerated() {
            compress(ByteBuffer(bytes: fragment), to: &output, endsMessage: index == fragments.count - 1)
        }
        return Array(output.readableBytesView)
    }
}

extension Inflater {
    static func make(windowBits: Int = 15) throws -> Inflater {
        try #require(Inflater(windowBits: windowBits))
    }

    /// The payload of one whole message that comes in chunks of these sizes.
    func message(_ bytes: [UInt8], limit: Int = 1 << 20, chunk: () -> Int = { .max }) throws -> [UInt8] {
        var output = ByteBuffer()
        try take(bytes, to: &output, limit: limit, chunk: chunk)
        return Array(output.readableBytesView)
    }

    func take(
        _ bytes: [UInt8],
        to output: inout ByteBuffer,
        limit: Int,
        chunk: () -> Int = { .max }
    ) throws(InflateError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let next = Array(rest.prefix(chunk()))
            rest = rest.dropFirst(next.count)
            let result = next.withUnsafeBytes { bytes in
                Result { () throws(InflateError) in try inflate(bytes, to: &output, limit: limit) }
            }
            try result.get()
        }
        try endMessage(to: &output, limit: limit)
    }
}
