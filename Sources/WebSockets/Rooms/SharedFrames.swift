import NIOCore

/// Messages as they leave to every member of a room: encoded once, and once more for the members with compression.
struct SharedFrames: Sendable {
    /// Frames, each of which is a whole message.
    struct Stream: Sendable {
        private(set) var bytes = ByteBuffer()
        /// Where each frame ends in `bytes`.
        private(set) var ends: [Int] = []
        private(set) var isCompressed = false

        mutating func append(_ message: Message, compressed: ByteBuffer? = nil) {
            bytes.writeMessage(message, compressed: compressed)
            ends.append(bytes.readableBytes)
            isCompressed = isCompressed || compressed != nil
        }

        /// The last message alone.
        var latest: Stream {
            slice(from: ends.count - 1, to: ends.count)
        }

        /// As many whole messages as have room in `count` bytes.
        func prefix(bytes count: Int) -> Stream {
            slice(from: 0, to: ends.firstIndex { $0 > count } ?? ends.count)
        }

        private func slice(from first: Int, to last: Int) -> Stream {
            guard first >= 0, first < last else { return Stream() }
            let start = first > 0 ? ends[first - 1] : 0
            var stream = Stream()
            stream.bytes =
                bytes.getSlice(at: bytes.readerIndex + start, length: ends[last - 1] - start) ?? ByteBuffer()
            stream.ends = ends[first..<last].map { $0 - start }
            stream.isCompressed = isCompressed
            return stream
        }
    }

    private(set) var plain = Stream()
    /// `nil` while no member has compression.
    private(set) var compressed: Stream?
    /// The window that the compressed messages were made with.
    private let windowBits: Int

    /// `windowBits` is what messages are compressed with; `nil` when there is no member with compression.
    init(windowBits: Int?) {
        self.windowBits = windowBits ?? 0
        compressed = windowBits.map { _ in Stream() }
    }

    mutating func append(_ message: Message, compressed payload: ByteBuffer?) {
        plain.append(message)
        compressed?.append(message, compressed: payload)
    }

    /// What a member with this agreement is sent. A peer whose window is smaller than ours gets the messages as they are.
    func stream(for agreed: PerMessageDeflate?) -> Stream {
        guard let compressed, let agreed, agreed.serverMaxWindowBits >= windowBits else { return plain }
        return compressed
    }
}
