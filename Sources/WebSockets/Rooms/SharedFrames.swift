import NIOCore

/// Messages as they leave to every member of a room: encoded once, and once more for the members with compression.
struct SharedFrames: Sendable {
    /// Frames, each of which is a whole message.
    struct Stream: Sendable {
        private(set) var bytes = ByteBuffer()
        /// Where each frame ends in `bytes`, and the payload that it stands for.
        private(set) var frames: [(end: Int, message: Message)] = []
        private(set) var isCompressed = false

        mutating func append(_ message: Message, compressed: ByteBuffer? = nil) {
            bytes.writeMessage(message, compressed: compressed)
            frames.append((bytes.readableBytes, message))
            isCompressed = isCompressed || compressed != nil
        }

        /// The last message alone.
        var latest: Stream {
            slice(from: frames.count - 1, to: frames.count)
        }

        /// As many whole messages as have room in `count` bytes.
        func prefix(bytes count: Int) -> Stream {
            slice(from: 0, to: frames.firstIndex { $0.end > count } ?? frames.count)
        }

        private func slice(from first: Int, to last: Int) -> Stream {
            guard first >= 0, first < last else { return Stream() }
            let start = first > 0 ? frames[first - 1].end : 0
            var stream = Stream()
            stream.bytes =
                bytes.getSlice(at: bytes.readerIndex + start, length: frames[last - 1].end - start) ?? ByteBuffer()
            stream.frames = frames[first..<last].map { ($0.end - start, $0.message) }
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

    var isEmpty: Bool { plain.frames.isEmpty }

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
