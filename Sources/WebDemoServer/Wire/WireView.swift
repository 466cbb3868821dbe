import Demos
import NIOCore
import WebSockets

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// `/_webdemo/wire`: tells a page what happens on the wire of its connections, and the teacher that of all.
struct WireView: WebSocketEndpoint {
    static let path = "/_webdemo/wire"

    let terms = HandshakeTerms(origins: .sameOrigin, subprotocols: ["webdemo.wire.v1"])

    /// The newest; a message of so many is far below the send budget.
    private static let maxListed = 1000

    private let hub: WireHub
    private let isTeacher: Bool

    /// What the teacher asks for.
    private struct Request: Decodable {
        let type: String
        let connection: UInt64?
    }

    static func demo(_ hub: WireHub, isTeacher: Bool) -> Demo {
        Demo(
            path: path,
            endpoint: WireView(hub, isTeacher: isTeacher),
            summary: Wording(
                "tells a page what happens on the wire of its connections",
                "把页面各连接的线路上发生的事告诉该页面"
            )
        )
    }

    init(_ hub: WireHub, isTeacher: Bool) {
        self.hub = hub
        self.isTeacher = isTeacher
    }

    func opened(_ connection: WebSocketConnection) {
        let trace = WireTrace.value(in: connection.query ?? "")
        guard isTeacher || trace != nil else {
            return connection.close(.policyViolation, "name your connections: ?trace= and 32 hex digits")
        }
        let viewer = WireViewer(connection, trace: trace)
        guard hub.add(viewer) else { return connection.close(.tryAgainLater, "too many look at the wire") }
        send(.hello(boot: hub.boot, isTeacher: isTeacher), to: connection)
    }

    func received(_ message: Message, from connection: WebSocketConnection) {
        guard isTeacher, let viewer = hub.viewer(connection.id),
            let request = try? JSONDecoder().decode(Request.self, from: Data(message.payload.readableBytesView))
        else { return }
        switch (request.type, request.connection) {
        case ("list", nil): send(.list(hub.list(for: viewer).suffix(Self.maxListed)), to: connection)
        case ("watch", let id?) where id != connection.id: hub.watch(id, viewer)
        case ("unwatch", let id?): hub.unwatch(id, viewer)
        default: break
        }
    }

    func closed(_ connection: WebSocketConnection, _ close: CloseFrame?) {
        hub.remove(connection.id)
    }

    private func send(_ message: WireMessage, to connection: WebSocketConnection) {
        if let text = message.encoded { connection.send(Message(.text, text)) }
    }
}
