import Foundation
import NIOCore
import NIOEmbedded
import Testing

@testable import WebDemoServer

/// What is asked for is refused at once, so that no file is opened on another thread.
struct HTTPConnectionTests {
    private let embedded: EmbeddedConnection
    private var channel: EmbeddedChannel { embedded.channel }

    init() async throws {
        embedded = try await EmbeddedConnection()
    }

    private static let request = "DELETE /a HTTP/1.1\r\nHost: localhost\r\n\r\n"

    @Test func pipelinedRequestsAreAnsweredInTheirOrder() throws {
        let answers = try send(
            "DELETE /a HTTP/1.1\r\nHost: localhost\r\n\r\nGET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n"
        )
        #expect(answers.components(separatedBy: "HTTP/1.1 ").map { $0.prefix(3) } == ["", "405", "400"])
        #expect(channel.isActive)
    }

    @Test func requestMayComeByteByByte() throws {
        for byte in Self.request.dropLast() { #expect(try send(String(byte)) == "") }
        #expect(try send("\r\n").hasPrefix("HTTP/1.1 405 "))
    }

    @Test func idleConnectionIsClosedAfterAMinute() {
        channel.embeddedEventLoop.advanceTime(by: .seconds(59))
        #expect(channel.isActive)
        channel.embeddedEventLoop.advanceTime(by: .seconds(1))
        #expect(!channel.isActive)
    }

    @Test func everyAnswerStartsTheIdleTimeAnew() throws {
        for _ in 0..<10 {
            channel.embeddedEventLoop.advanceTime(by: .seconds(20))
            #expect(try send(Self.request).hasPrefix("HTTP/1.1 405 "))
        }
        channel.embeddedEventLoop.advanceTime(by: .seconds(59))
        #expect(channel.isActive)
        channel.embeddedEventLoop.advanceTime(by: .seconds(1))
        #expect(!channel.isActive)
    }

    /// Each request begins in the bytes that bring the end of the one before.
    @Test func everyRequestHasATimeOfItsOwn() throws {
        #expect(try send("DELETE ") == "")
        for _ in 0..<10 {
            channel.embeddedEventLoop.advanceTime(by: .seconds(5))
            #expect(try send("/a HTTP/1.1\r\nHost: localhost\r\n\r\nDELETE ").hasPrefix("HTTP/1.1 405 "))
        }
        channel.embeddedEventLoop.advanceTime(by: .seconds(10))
        #expect(try sent().hasPrefix("HTTP/1.1 408 "))
    }

    @Test func dribbledRequestIsRefusedInTime() throws {
        for byte in "GET / HTT" {
            #expect(try send(String(byte)) == "")
            channel.embeddedEventLoop.advanceTime(by: .seconds(1))
        }
        #expect(try sent() == "")
        channel.embeddedEventLoop.advanceTime(by: .seconds(1))
        #expect(try sent().hasPrefix("HTTP/1.1 408 "))
    }

    @Test func whatWasReadIsNotKept() throws {
        #expect(try send("DELETE ") == "")
        for _ in 0..<3000 {
            _ = try send("/a HTTP/1.1\r\nHost: localhost\r\n\r\nDELETE ")
        }
        let input = try #require(Mirror(reflecting: embedded.connection).descendant("input") as? ByteBuffer)
        #expect(input.storageCapacity < 16 << 10)
    }

    @Test func lastAnswerLeavesBeforeTheEndIsSaid() throws {
        let network = SlowNetwork(channel)
        try channel.pipeline.syncOperations.addHandler(network, position: .first)
        _ = try send("DELETE /a HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        channel.embeddedEventLoop.advanceTime(by: .seconds(10))
        #expect(network.ends.isEmpty)
        network.takeAll()
        #expect(network.ends == [.output])
    }

    @Test func answerLeavesBeforeAConnectionOfWhichTheClientEndedItsSideIsClosed() throws {
        let network = SlowNetwork(channel)
        try channel.pipeline.syncOperations.addHandler(network, position: .first)
        #expect(try send(Self.request).hasPrefix("HTTP/1.1 405 "))
        channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        #expect(network.ends.isEmpty)
        network.takeAll()
        #expect(network.ends == [.all])
    }

    private func send(_ text: String) throws -> String { try embedded.send(text) }

    private func sent() throws -> String { try embedded.sent() }
}

/// Takes what is written when it is told to, and notes how the connection is closed.
private final class SlowNetwork: ChannelOutboundHandler {
    typealias OutboundIn = ByteBuffer

    private let channel: EmbeddedChannel
    private(set) var ends: [CloseMode] = []
    private var promises: [EventLoopPromise<Void>] = []

    init(_ channel: EmbeddedChannel) {
        self.channel = channel
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        channel.isWritable = false
        if let promise { promises.append(promise) }
        context.write(data, promise: nil)
    }

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        ends.append(mode)
        context.close(mode: mode, promise: promise)
    }

    func takeAll() {
        channel.isWritable = true
        channel.pipeline.fireChannelWritabilityChanged()
        for promise in promises { promise.succeed() }
        promises = []
    }
}
