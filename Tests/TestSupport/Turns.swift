/// Lets so many tests at a time do what loads the machine. Swift Testing starts all tests at once: without turns each has a
/// thousandth of the machine, and those that wait for something wait longer than they allow. Time limits of whole tests hold
/// from before the turn on.
package actor Turns {
    @TaskLocal private static var isTaken = false

    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    package init(_ count: Int) {
        free = count
    }

    /// Who has a turn needs no other one for what it does in it.
    package func take<Result: Sendable>(
        _ body: @Sendable () async throws -> Result
    ) async throws -> Result {
        if Self.isTaken { return try await body() }
        await begin()
        defer { end() }
        return try await Self.$isTaken.withValue(true) { try await body() }
    }

    private func begin() async {
        if free > 0 { free -= 1 } else { await withCheckedContinuation { waiting.append($0) } }
    }

    private func end() {
        if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
    }
}
