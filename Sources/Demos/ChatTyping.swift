/// How often a room is told that somebody types: times in milliseconds in, yes or no out.
struct ChatTyping {
    /// Of one member.
    static let interval: Int64 = 2000
    /// Of all members together in a second: bounds what a large room costs in which everybody types.
    static let maxPerSecond = 10

    private var second: Int64 = 0
    private var toldInSecond = 0

    mutating func isWorthTelling(at time: Int64, lastToldAt last: Int64?) -> Bool {
        // The clock may be set back.
        if let last, last <= time, time - last < Self.interval { return false }
        if time / 1000 != second { (second, toldInSecond) = (time / 1000, 0) }
        guard toldInSecond < Self.maxPerSecond else { return false }
        toldInSecond += 1
        return true
    }
}
