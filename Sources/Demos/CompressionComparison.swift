import NIOCore
import WebSockets

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The same messages sent in every way that permessage-deflate (RFC 7692) knows: what each takes on the wire, of the
/// processor and of memory. Measured when it is asked for, with the code that compresses messages of connections.
package struct CompressionComparison: Encodable, Sendable {
    package static let counts = 1...500

    package struct Row: Encodable, Sendable {
        package let compression: Bool
        package let contextTakeover: Bool
        package let windowBits: Int
        package let wireBytes: Int
        /// Of the payload that was to be sent.
        package let ratio: Double
        package let nanosecondsPerMessage: Int
        /// What one connection keeps for it as long as it lives.
        package let memoryBytes: Int
        /// What is borrowed for one message from what all connections of an event loop share.
        package let sharedMemoryBytes: Int
    }

    package let stream: String
    package let messages: Int
    package let plainBytes: Int
    package let results: [Row]

    /// Takes up to half a second of a core; `nil` for a stream that is not known.
    package init?(stream: String, count: Int) {
        guard let messages = SampleMessages(rawValue: stream)?.make(min(max(count, 1), Self.counts.upperBound)) else {
            return nil
        }
        self.stream = stream
        self.messages = messages.count
        let plainBytes = messages.reduce(0) { $0 + $1.readableBytes }
        self.plainBytes = plainBytes
        let windows = Array((9...15).reversed())
        results =
            [Self.row(messages, plainBytes, windowBits: nil, contextTakeover: false)]
            + [false, true].flatMap { takeover in
                windows.map { Self.row(messages, plainBytes, windowBits: $0, contextTakeover: takeover) }
            }
    }

    private static func row(
        _ messages: [ByteBuffer],
        _ plainBytes: Int,
        windowBits: Int?,
        contextTakeover: Bool
    ) -> Row {
        let deflater = windowBits.flatMap { Deflater(windowBits: $0, memoryLevel: 8, level: 1) }
        var wireBytes = 0
        var frame = ByteBuffer()
        let start = processorTime()
        for message in messages {
            frame.clear()
            if let deflater {
                var compressed = ByteBuffer()
                deflater.compress(message, to: &compressed, endsMessage: true)
                if !contextTakeover { deflater.reset() }
                frame.writeFrame(.text, isCompressed: true, compressed)
            } else {
                frame.writeFrame(.text, message)
            }
            wireBytes += frame.readableBytes
        }
        let time = processorTime() - start
        let memory = (deflater?.memoryBytes ?? 0) + inflatingMemory(messages.first, windowBits)
        return Row(
            compression: windowBits != nil,
            contextTakeover: contextTakeover,
            windowBits: windowBits ?? 0,
            wireBytes: wireBytes,
            ratio: Double(wireBytes) / Double(max(1, plainBytes)),
            nanosecondsPerMessage: time / max(1, messages.count),
            memoryBytes: contextTakeover ? memory : 0,
            sharedMemoryBytes: contextTakeover ? 0 : memory
        )
    }

    /// What the other direction needs: a state takes its window when it meets the first bytes.
    private static func inflatingMemory(_ message: ByteBuffer?, _ windowBits: Int?) -> Int {
        guard let message, let windowBits, let inflater = Inflater(windowBits: windowBits),
            let deflater = Deflater(windowBits: windowBits, memoryLevel: 8, level: 1)
        else { return 0 }
        var (compressed, inflated) = (ByteBuffer(), ByteBuffer())
        deflater.compress(message, to: &compressed, endsMessage: true)
        try? compressed.withUnsafeReadableBytes { bytes throws(InflateError) in
            try inflater.inflate(bytes, to: &inflated, limit: 1 << 20)
        }
        return inflater.memoryBytes
    }

    /// Nanoseconds that this thread has had of the processor.
    private static func processorTime() -> Int {
        var time = timespec()
        guard clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time) == 0 else { return 0 }
        return Int(time.tv_sec) * 1_000_000_000 + Int(time.tv_nsec)
    }
}
