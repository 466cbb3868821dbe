import Foundation
import Logging
import NIOCore
import NIOEmbedded
import StaticSite
import WebSockets

@testable import WebDemoServer

/// A connection's handler, with the bytes and the clock in the test's hands. What takes a look at files on another thread
/// is not answered but ends the connection: there is no such thread.
struct EmbeddedConnection {
    let channel = EmbeddedChannel()
    let connection: HTTPConnection
    let loop: LoopResources
    let site: Site

    init(directory: String = FileManager.default.temporaryDirectory.path, log: BackgroundLog? = nil) async throws {
        let log = log ?? BackgroundLog(logger: Logger(label: "test", factory: SwiftLogNoOpLogHandler.init))
        // What was seen in files was seen by this clock.
        channel.embeddedEventLoop.advanceTime(to: .now())
        site = Site(root: try SiteRoot(path: directory), sniffer: MagicSniffer())
        let responder = try await Responder(for: site, on: channel.eventLoop, log: log)
        let surroundings = HTTPConnection.Surroundings(
            responder: responder,
            headLimits: HeadLimits(),
            timeouts: HTTPTimeouts(),
            webSocketLimits: .init(),
            admission: Admission(AdmissionLimits()),
            connectionIDs: ConnectionIDs(),
            wireHub: WireHub()
        )
        loop = LoopResources(eventLoop: channel.eventLoop, accessLog: AccessLog(log: log))
        connection = HTTPConnection(surroundings, loop: loop)
        try channel.pipeline.syncOperations.addHandler(connection)
        channel.connect(to: try SocketAddress(ipAddress: "127.0.0.1", port: 1), promise: nil)
    }

    /// Gives what was sent for it.
    func send(_ text: String) throws -> String {
        try channel.writeInbound(ByteBuffer(string: text))
        return try sent()
    }

    func sent() throws -> String {
        var text = ""
        while let buffer = try channel.readOutbound(as: ByteBuffer.self) { text += String(buffer: buffer) }
        return text
    }
}
