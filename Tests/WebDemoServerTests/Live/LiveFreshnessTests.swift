import Synchronization
import TestSupport
import Testing

/// A request that starts 100 ms after a file was closed never sees what was there before.
struct LiveFreshnessTests {
    @Test(arguments: SiteChange.allCases, [false, true])
    func changeIsSeen(change: SiteChange, isHammered: Bool) async throws {
        try await withLiveSite { site in
            try change.prepare(site.directory)
            let hammer = Hammer(isHammered ? 2 : 0, of: change.target, at: site)
            // Directories are watched when they are at rest, and files are kept when they are.
            pause(.milliseconds(2100))
            for round in 0..<12 {
                let content = try change.make(round, in: site.directory)
                pause(.milliseconds(100))
                let reply = try site.request(change.target, [("Accept-Encoding", "br")])
                #expect(reply.status == (content == nil ? 404 : 200), "round \(round)")
                let isFresh = content == nil || reply.text == content
                #expect(isFresh, "round \(round): \(reply.text.prefix(40))")
                // At one or another place between two looks.
                pause(.milliseconds(round * 7 % 50))
            }
            try await hammer.stop()
        }
    }
}

/// Connections that ask for the same thing again and again, each as soon as it has the answer.
private final class Hammer: Sendable {
    private let isStopped = Mutex(false)
    private let tasks: Mutex<[Task<Void, any Error>]>

    init(_ count: Int, of target: String, at site: LiveSite) {
        tasks = Mutex([])
        for _ in 0..<count {
            let task = Task.detached { [self] in
                try await offCooperativePool {
                    var connection = try site.connect()
                    while !isStopped.withLock(\.self) {
                        do {
                            try connection.sendRequest("GET", target, fields: [("Accept-Encoding", "br")])
                            let status = try connection.readReply().status
                            #expect([200, 404].contains(status))
                        } catch RawConnectionError.closedByPeer, RawConnectionError.resetByPeer {
                            // A file that is cut while it is sent ends its connection.
                            connection = try site.connect()
                        }
                    }
                }
            }
            tasks.withLock { $0.append(task) }
        }
    }

    /// Fails where a connection did.
    func stop() async throws {
        isStopped.withLock { $0 = true }
        for task in tasks.withLock(\.self) { try await task.value }
    }
}
