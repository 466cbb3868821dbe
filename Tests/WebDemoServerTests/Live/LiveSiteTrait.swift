import TestSupport
import Testing

/// Gives all tests of a suite one running server, which they find with `liveSite`.
struct LiveSiteTrait: SuiteTrait, TestScoping {
    @TaskLocal fileprivate static var site: LiveSite?

    /// Files that were written just now have weak tags and no date.
    private static let settling = Duration.milliseconds(2200)

    let isSettled: Bool
    let fill: @Sendable (TemporaryDirectory) throws -> Void

    func provideScope(
        for test: Test,
        testCase: Test.Case?,
        performing body: @Sendable () async throws -> Void
    ) async throws {
        try await serveLiveSite { site in
            try fill(site.directory)
            if isSettled { try await Task.sleep(for: Self.settling) }
            try await Self.$site.withValue(site, operation: body)
        }
    }
}

extension Trait where Self == LiveSiteTrait {
    /// `settled`: it starts when the tags of the files are strong and their dates are sent.
    static func liveSite(
        settled isSettled: Bool = false,
        _ fill: @escaping @Sendable (TemporaryDirectory) throws -> Void = { _ in }
    ) -> Self {
        LiveSiteTrait(isSettled: isSettled, fill: fill)
    }
}

/// Runs `body`, which may block, against the server of the suite.
func liveSite(_ body: @Sendable (LiveSite) throws -> Void) async throws {
    let site = try #require(LiveSiteTrait.site, "the suite lacks the trait .liveSite()")
    try await offCooperativePool { try body(site) }
}
