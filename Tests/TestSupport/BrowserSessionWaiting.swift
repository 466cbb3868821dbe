/// How a test waits for what a page will do: by asking again and again until a deadline.
extension BrowserSession {
    package func waitFor(_ css: String, within limit: Duration = .seconds(60)) async throws {
        try await poll("an element \(css)", within: limit) {
            do {
                _ = try await find(css)
                return .done(())
            } catch WebDriverError.refused(_, "no such element", _) {
                return .notYet("no such element")
            }
        }
    }

    /// Waits until a JavaScript expression is true. It may throw meanwhile, and its page may be replaced by another.
    package func waitUntil(_ condition: String, within limit: Duration = .seconds(60)) async throws {
        try await poll(condition, within: limit) {
            do {
                let value = try await execute("return Boolean(\(condition))")
                return value == true ? .done(()) : .notYet("\(value)")
            } catch let error as WebDriverError {
                if case .refused(_, "unexpected alert open", _) = error { throw error }
                return .notYet("\(error)")
            }
        }
    }

    /// Waits for an alert and returns its text; it stays open.
    @discardableResult
    package func waitForAlert(within limit: Duration = .seconds(60)) async throws -> String {
        try await poll("an alert", within: limit) {
            try await alertText().map { .done($0) } ?? .notYet("no alert")
        }
    }

    private enum Progress<Value> {
        case done(Value)
        case notYet(String)
    }

    private func poll<Value>(
        _ what: String,
        within limit: Duration,
        _ attempt: () async throws -> Progress<Value>
    ) async throws -> Value {
        let deadline = Deadline(within: limit)
        while true {
            switch try await attempt() {
            case .done(let value): return value
            case .notYet(let last):
                if deadline.hasPassed { throw WebDriverError.timedOut(waitingFor: what, last: last) }
            }
            try await Task.sleep(for: .milliseconds(20))
        }
    }
}
