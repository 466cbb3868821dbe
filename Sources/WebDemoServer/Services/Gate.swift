import Synchronization

/// Bounds how many do something at one time.
final class Gate: Sendable {
    private let most: Int
    private let count = Atomic(0)

    init(most: Int) {
        self.most = most
    }

    /// Whether there is room for one more, who then leaves again.
    func enter() -> Bool {
        guard count.add(1, ordering: .relaxed).newValue > most else { return true }
        leave()
        return false
    }

    func leave() {
        count.subtract(1, ordering: .relaxed)
    }
}
