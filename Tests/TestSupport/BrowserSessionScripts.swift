/// Scripts that wait for something.
extension BrowserSession {
    /// Runs the body of an `async` function; returns what it returns, or the text of the error that it throws.
    package func runAsync(_ script: String) async throws -> JSONValue {
        try await executeAsync(
            """
            const done = arguments[arguments.length - 1];
            (async () => { \(script) })().then(done, error => done(String(error)));
            """
        )
    }
}
