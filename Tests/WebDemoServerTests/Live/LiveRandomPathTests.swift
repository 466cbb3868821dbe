import StaticSite
import TestSupport
import Testing
import WebDemoServer

struct LiveRandomPathTests {
    private static let connections = 8
    private static let batches = 50
    private static let requestsInABatch = 25

    /// 10,000 requests over eight connections that stay open, with several on the way at once.
    @Test(arguments: [false, true])
    func noRandomPathReachesASecretOrEndsAConnection(showsEverything: Bool) async throws {
        try await withLiveSite({
            $0.site.showsListings = showsEverything
            $0.site.cleanURLs = showsEverything
        }) { site in
            try SecretSite.fill(site.directory)
            let statuses = try await withThrowingTaskGroup(of: [Int: Int].self) { group in
                for seed in 0..<Self.connections {
                    group.addTask { try await offCooperativePool { try ask(site, seed: UInt64(seed)) } }
                }
                return try await group.reduce(into: [:]) { $0.merge($1) { $0 + $1 } }
            }
            #expect(statuses.values.reduce(0, +) == Self.connections * Self.batches * Self.requestsInABatch)
            // Or the paths would prove nothing.
            for status in [200, 206, 301, 400, 404] { #expect(statuses[status, default: 0] > 20, "\(statuses)") }
            try site.expectToServe()
        }
    }

    /// How often each status came.
    private func ask(_ site: LiveSite, seed: UInt64) throws -> [Int: Int] {
        var paths = RandomPaths(seed: seed, parent: site.directory.parent?.path ?? "")
        var statuses: [Int: Int] = [:]
        let connection = try site.connect()
        for _ in 0..<Self.batches {
            let batch = (0..<Self.requestsInABatch).map { _ in paths.next() }
            let requests = batch.enumerated().map { index, path in
                let fields = ["", "Accept-Encoding: gzip\r\n", "Range: bytes=0-9\r\n", "Accept: text/html\r\n"][
                    index % 4
                ]
                return "GET \(path) HTTP/1.1\r\nHost: localhost\r\n\(fields)\r\n"
            }
            try connection.send(requests.joined())
            for path in batch {
                let reply = try connection.readReply()
                #expect((200..<500).contains(reply.status), "seed \(seed): \(path)")
                let isLeaking =
                    SecretSite.isLeaking(reply.body)
                    || reply.fields.contains { SecretSite.isLeaking($0.value.utf8) }
                #expect(!isLeaking, "seed \(seed): \(path)")
                statuses[reply.status, default: 0] += 1
            }
        }
        return statuses
    }
}
