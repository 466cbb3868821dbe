import Foundation
import Logging
import NIOCore
import TestSupport
import Testing

@testable import WebDemoServer

/// Clients that take their time, or leave, while answers from memory wait for them.
struct LiveSlowReaderTests {
    private static let bytes = 250_000
    /// More than the system takes over for a client that does not read.
    private static let count = 80

    private static func requests(_ count: Int, for name: String = "middle.bin", last: String = "") -> String {
        let request = "GET /\(name) HTTP/1.1\r\nHost: localhost\r\n"
        return String(repeating: request + "\r\n", count: count - 1) + request + last + "\r\n"
    }

    /// `isHalfClosed`: the client ends its side of the stream instead of asking for the end.
    @Test(
        .timeLimit(.minutes(10)),
        arguments: [false, true],
        [("middle.bin", bytes, count), ("small.bin", 12_000, 900)]
    )
    func slowReaderGetsEverythingBeforeTheEnd(_ isHalfClosed: Bool, _ file: (String, Int, Int)) async throws {
        let (name, bytes, count) = file
        try await withSite { site, _ in
            let connection = try site.connect(receiveBufferBytes: 4096)
            try connection.send(Self.requests(count, for: name, last: isHalfClosed ? "" : "Connection: close\r\n"))
            if isHalfClosed { try connection.shutdownOutput() }
            for number in 0..<count {
                #expect(try connection.readReply().body.count == bytes)
                // The last bytes wait for longer than the server does for a client that has them all.
                if number == count - 30 { Thread.sleep(forTimeInterval: 0.5) }
            }
            #expect(try connection.readToEnd().isEmpty)
        }
    }

    @Test(.timeLimit(.minutes(10)))
    func clientThatDoesNotReadIsNotReadFromAndHoldsNobodyUp() async throws {
        try await withSite { site, _ in
            let connection = try site.connect(receiveBufferBytes: 4096)
            let flood = Array(Self.requests(600_000).utf8)
            #expect(try connection.sendUntilBlocked(flood, within: .seconds(3)) < flood.count)
            for _ in 0..<4 { try site.expectToServe() }
            #expect(try connection.readReply().body.count == Self.bytes)
        }
    }

    @Test(.timeLimit(.minutes(10)))
    func everyRequestHasItsLine() async throws {
        try await withSite { site, log in
            let connection = try site.connect()
            for _ in 0..<2 {
                try connection.send(Self.requests(2))
                for _ in 0..<2 { _ = try connection.readReply() }
                try connection.sendRequest("HEAD", "/")
                _ = try connection.readReply(toHead: true)
                try connection.sendRequest("GET", "/", fields: [("If-None-Match", "*")])
                _ = try connection.readReply()
            }
            try connection.sendRequest("GET", "/missing")
            let missing = try connection.readReply().body.count
            try connection.send("broken\r\n\r\n")
            let broken = try connection.readReply().body.count
            let round = ["GET /middle.bin 200 250000B", "GET /middle.bin 200 250000B", "HEAD / 200 0B", "GET / 304 0B"]
            #expect(
                try log.waitForRequests(10)
                    == round + round + ["GET /missing 404 \(missing)B", "- - 400 \(broken)B"]
            )
        }
    }

    @Test(.timeLimit(.minutes(10)))
    func answerThatTheClientLeftIsAborted() async throws {
        try await withSite { site, log in
            let connection = try site.connect(receiveBufferBytes: 4096)
            try connection.send(Self.requests(Self.count))
            _ = try connection.read(exactly: 100_000)
            try connection.reset()
            for _ in 0..<3000 where try log.waitForRequests(1).last != "GET /middle.bin 200 aborted" {
                Thread.sleep(forTimeInterval: 0.02)
            }
            let lines = try log.waitForRequests(1)
            #expect(lines.count { $0.hasSuffix("aborted") } == 1)
            #expect(lines.dropLast().allSatisfy { $0 == "GET /middle.bin 200 250000B" })
            #expect(lines.count < Self.count)
        }
    }

    private func withSite(_ body: @escaping @Sendable (LiveSite, RecordedLog) throws -> Void) async throws {
        let log = RecordedLog(.info)
        let change: (inout ServerOptions) -> Void = { $0.timeouts.linger = .milliseconds(100) }
        try await withLiveSite(change, logger: log.background.logger) { site in
            try site.directory.write(Data(count: Self.bytes), to: "middle.bin")
            try site.directory.write(Data(count: 12_000), to: "small.bin")
            // So that it is kept at once.
            try await Task.sleep(for: .milliseconds(50))
            try body(site, log)
        }
    }
}

extension RecordedLog {
    /// The lines of at least so many requests, without the time that they took.
    fileprivate func waitForRequests(_ count: Int) throws -> [String] {
        for _ in 0..<3000 {
            let lines = current.map(\.text).filter { $0.hasSuffix("ms") }
            if lines.count >= count {
                return lines.map { $0.components(separatedBy: " ").dropLast().joined(separator: " ") }
            }
            Thread.sleep(forTimeInterval: 0.02)
        }
        throw RequestsAreMissing()
    }
}

private struct RequestsAreMissing: Error {}
