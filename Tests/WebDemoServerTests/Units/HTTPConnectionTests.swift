import Demos
import Foundation
import HTTPTypes
import Logging
import NIOCore
import NIOEmbedded
import NIOPosix
import StaticSite
import Testing
import WebSockets

@testable import WebDemoServer

/// The connection's handler, with the bytes and the clock in the test's hands. What is asked for is refused at once, so
/// that no file is opened on another thread.
struct HTTPConnectionTests {
    private let channel = EmbeddedChannel()
    private let connection: HTTPConnection

    init() async throws {
        let logger = Logger(label: "test", factory: SwiftLogNoOpLogHandler.init)
        let responder = Responder(
            site: Site(root: try SiteRoot(path: FileManager.default.temporaryDirectory.path), sniffer: MagicSniffer()),
            pages: try await Pages(directory: nil),
            hosts: HostPolicy(allowed: [], machineName: nil),
            catalog: DemoCatalog(home: channel.eventLoop),
            services: Services(
                catalog: DemoCatalog(home: channel.eventLoop),
                addresses: [],
                pool: NIOThreadPool(numberOfThreads: 1)
            ),
            forTeacher: [:],
            ownSite: nil,
            reload: nil,
            filePool: NIOThreadPool(numberOfThreads: 1),
            compressionPool: NIOThreadPool(numberOfThreads: 1),
            logger: logger,
            refusals: RefusalLog(BackgroundLog(logger: logger))
        )
        let surroundings = HTTPConnection.Surroundings(
            responder: responder,
            headLimits: HeadLimits(),
            timeouts: HTTPTimeouts(),
            webSocketLimits: .init(),
            admission: Admission(AdmissionLimits()),
            connectionIDs: ConnectionIDs(),
            wireHub: WireHub()
        )
        let loop = LoopResources(eventLoop: channel.eventLoop, accessLog: AccessLog(log: BackgroundLog(logger: logger)))
        connection = HTTPConnection(surroundings, loop: loop)
        try channel.pipeline.syncOperations.addHandler(connection)
        channel.connect(to: try SocketAddress(ipAddress: "127.0.0.1", port: 1), promise: nil)
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
        let input = try #require(Mirror(reflecting: connection).descendant("input") as? ByteBuffer)
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

    private func send(_ text: String) throws -> String {
        try channel.writeInbound(ByteBuffer(string: text))
        return try sent()
    }

    private func sent() throws -> String {
        var text = ""
        while let buffer = try channel.readOutbound(as: ByteBuffer.self) { text += String(buffer: buffer) }
        return text
    }
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
