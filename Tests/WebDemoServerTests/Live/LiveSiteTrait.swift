import TestSupport
import Testing

/// Gives all tests of a suite one running server, which they find with `liveSite`.
struct LiveSiteTrait: SuiteTrait, TestScoping {
    @TaskLocal fileprivate static var site: LiveSite?

    let fill: @Sendable (TemporaryDirectory) throws -> Void

    func provideScope(
        for test: Test,
        testCase: Test.Case?,
        performing body: @Sendable () async throws -> Void
    ) async throws {
        try await serveLiveSite { site in
            try fill(site.directory)
            try await Self.$site.withValue(site, operation: body)
        }
    }
}

extension Trait where Self == LiveSiteTrait {
    static func liveSite(_ fill: @escaping @Sendable (TemporaryDirectory) throws -> Void = { _ in }) -> Self {
        LiveSiteTrait(fill: fill)
    }
}

/// Runs `body`, which may block, against the server of the suite.
func liveSite(_ body: @Sendable (LiveSite) throws -> Void) async throws {
    let site = try #require(LiveSiteTrait.site, "the suite lacks the trait .liveSite()")
    try await offCooperativePool { try body(site) }
}
