import NIOCore
import WebSockets

/// The smallest room there is: what a member sends, every member gets unchanged, the sender too.
struct Broadcast: WebSocketEndpoint {
    let terms = HandshakeTerms(origins: .sameOrigin)

    private let room: Room

    init(home: any EventLoop) {
        room = Room(home: home)
    }

    func opened(_ connection: WebSocketConnection) {
        connection.handOver(to: room.home) { room.join(connection) }
    }

    func received(_ message: Message, from connection: WebSocketConnection) {
        connection.handOver(to: room.home) { room.broadcast(message, from: connection) }
    }

    func closed(_ connection: WebSocketConnection, _ close: CloseFrame?) {
        room.home.run { room.leave(connection) }
    }
}
