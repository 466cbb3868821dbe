/// How long changes took to be applied, in milliseconds: the newest, and what most of them stayed below.
struct DelayLog: Sendable {
    struct Summary: Encodable, Equatable {
        let count: Int
        let p50: Double
        let p95: Double
        let p99: Double
    }

    private let capacity: Int
    private var newest: [Double] = []
    private var next = 0
    private var count = 0

    init(capacity: Int) {
        self.capacity = max(1, capacity)
    }

    mutating func add(_ delay: Double) {
        if newest.count < capacity { newest.append(delay) } else { newest[next] = delay }
        next = (next + 1) % capacity
        count += 1
    }

    /// `count` is of all, the rest of the newest.
    var summary: Summary? {
        guard !newest.isEmpty else { return nil }
        let sorted = newest.sorted()
        func percentile(_ percent: Int) -> Double {
            // The nearest rank.
            let rank = (percent * sorted.count + 99) / 100
            return (sorted[min(max(rank, 1), sorted.count) - 1] * 10).rounded() / 10
        }
        return Summary(count: count, p50: percentile(50), p95: percentile(95), p99: percentile(99))
    }
}
