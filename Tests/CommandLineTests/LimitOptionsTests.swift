import ArgumentParser
import NIOCore
import Testing
import WebDemoServer
import WebSockets

@testable import webdemo

struct LimitOptionsTests {
    private static func options(_ arguments: [String], descriptors: Int = 65_536) throws -> ServerOptions {
        var options = ServerOptions(directory: "/")
        try LimitOptions.parse(arguments).apply(to: &options, descriptors: descriptors)
        return options
    }

    @Test func withoutOptionsEverythingIsAsItIs() throws {
        let (options, usual) = (try Self.options([]), ServerOptions(directory: "/"))
        #expect(options.headLimits == usual.headLimits)
        #expect(options.admissionLimits == usual.admissionLimits)
        #expect(options.timeouts.request == usual.timeouts.request)
        #expect(options.timeouts.idle == usual.timeouts.idle)
        #expect(options.webSocketLimits.maxMessageBytes == usual.webSocketLimits.maxMessageBytes)
        #expect(options.webSocketLimits.maxFrameBytes == .max)
        #expect(options.webSocketLimits.maxFragments == usual.webSocketLimits.maxFragments)
        #expect(options.webSocketLimits.maxPendingBytes == usual.webSocketLimits.maxPendingBytes)
        #expect(options.webSocketLimits.drainTimeout == usual.webSocketLimits.drainTimeout)
        #expect(options.webSocketLimits.pingInterval == usual.webSocketLimits.pingInterval)
        #expect(options.webSocketLimits.closeTimeout == usual.webSocketLimits.closeTimeout)
    }

    @Test func everyOptionHasItsPlace() throws {
        let options = try Self.options([
            "--max-message", "2MiB", "--max-frame", "64KiB", "--max-fragments", "7", "--send-budget", "3MB",
            "--drain-timeout", "90s",
            "--max-header", "32KiB", "--max-target", "1kB", "--max-header-fields", "50", "--request-timeout", "3",
            "--idle-timeout", "2m", "--ping-interval", "500ms", "--close-timeout", "1h", "--max-connections", "11",
            "--max-connections-per-address", "5",
        ])
        #expect(options.webSocketLimits.maxMessageBytes == 2 << 20)
        #expect(options.webSocketLimits.maxFrameBytes == 65_536)
        #expect(options.webSocketLimits.maxFragments == 7)
        #expect(options.webSocketLimits.maxPendingBytes == 3_000_000)
        #expect(options.webSocketLimits.drainTimeout == .seconds(90))
        #expect(options.webSocketLimits.pingInterval == .milliseconds(500))
        #expect(options.webSocketLimits.closeTimeout == .hours(1))
        #expect(options.headLimits.maxHeadBytes == 32_768)
        #expect(options.headLimits.maxTargetBytes == 1000)
        #expect(options.headLimits.maxFields == 50)
        #expect(options.timeouts.request == .seconds(3))
        #expect(options.timeouts.idle == .minutes(2))
        #expect(options.admissionLimits.maxConnections == 11)
        #expect(options.admissionLimits.maxConnectionsPerAddress == 5)
    }

    @Test(arguments: [
        ["--max-message", "2GiB"], ["--max-header", "256"], ["--max-header", "16MiB"],
        ["--max-header-fields", "10000"],
        ["--max-connections", "1"], ["--max-connections", "1000000"],
    ])
    func boundsThemselvesAreAllowed(_ arguments: [String]) {
        #expect(throws: Never.self) { try LimitOptions.parse(arguments) }
    }

    /// Every WebSocket is a descriptor, and files need some too.
    @Test(arguments: [(Int.max, 20_000), (65_536, 20_000), (1024, 768), (256, 192), (64, 48), (1, 1), (0, 1)])
    func webSocketsAreFewerThanDescriptors(_ descriptors: Int, _ connections: Int) throws {
        #expect(try Self.options([], descriptors: descriptors).admissionLimits.maxConnections == connections)
        let chosen = ["--max-connections", "30000"]
        #expect(try Self.options(chosen, descriptors: descriptors).admissionLimits.maxConnections == 30_000)
    }
}
