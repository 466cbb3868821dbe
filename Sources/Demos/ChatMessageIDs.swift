import NIOCore

/// The senders' own ids of what was said last: who sends a message again because its connection broke is not heard twice.
struct ChatMessageIDs {
    /// A message is sent again within seconds or minutes; bounds, with `ChatRequest.idBytes`, what a room remembers.
    static let maxCount = 1000

    private var order = CircularBuffer<String>()
    private var known: Set<String> = []

    /// Returns `false` when it was there already.
    mutating func insert(_ mid: String) -> Bool {
        guard known.insert(mid).inserted else { return false }
        order.append(mid)
        if order.count > Self.maxCount, let oldest = order.popFirst() { known.remove(oldest) }
        return true
    }
}
