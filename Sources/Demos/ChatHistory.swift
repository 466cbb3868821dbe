import NIOCore

/// What was said last in a room, encoded as it was told, for who joins late or comes back.
struct ChatHistory {
    /// What who joins late is given to read: bounds the memory of the room and the size of a welcome.
    static let maxMessages = 100
    static let maxBytes = 256 << 10

    private var messages = CircularBuffer<(seq: UInt64, event: ChatEvent)>()
    private var bytes = 0
    /// The newest message that is not kept any more.
    private var forgottenSeq: UInt64 = 0

    mutating func remember(_ event: ChatEvent, seq: UInt64) {
        messages.append((seq, event))
        bytes += event.encodedBytes
        while messages.count > Self.maxMessages || bytes > Self.maxBytes, let oldest = messages.popFirst() {
            bytes -= oldest.event.encodedBytes
            forgottenSeq = oldest.seq
        }
    }

    /// The messages with higher numbers, as far as they are kept.
    func messages(since seq: UInt64) -> [ChatEvent] {
        messages.lazy.filter { $0.seq > seq }.map(\.event)
    }

    /// Whether none of them is missing.
    func isComplete(since seq: UInt64) -> Bool {
        seq >= forgottenSeq
    }
}
