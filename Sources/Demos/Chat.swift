import NIOCore
import WebSockets

/// The chat: rooms by name, `/chat?room=NAME`. Without a name one is in the lobby.
struct Chat: WebSocketEndpoint {
    static let lobby = "lobby"
    /// Bounds, with `ChatRooms.maxRooms`, what names can take, and fits a heading.
    static let roomNameBytes = 1...64
    static let badRoomName = CloseCode(rawValue: 4000)
    /// What a page caused itself: it has come back on another connection.
    static let replaced = CloseCode(rawValue: 4001)

    let terms = HandshakeTerms(origins: .sameOrigin, subprotocols: ["webdemo.chat.v1"])

    private let home: any EventLoop
    private let rooms: NIOLoopBoundBox<ChatRooms>

    init(home: any EventLoop) {
        self.home = home
        rooms = .makeBoxSendingValue(ChatRooms(home: home), eventLoop: home)
    }

    func opened(_ connection: WebSocketConnection) {
        guard let name = Self.roomName(connection.query) else {
            return connection.close(
                Self.badRoomName,
                "a room's name has 1 to 64 bytes of UTF-8, none of them a control"
            )
        }
        connection.handOver(to: home) { rooms.value.opened(connection, room: name) }
    }

    func received(_ message: Message, from connection: WebSocketConnection) {
        let request = Result { () throws(ChatProblem) in try ChatRequest(message) }
        connection.handOver(to: home) { rooms.value.received(request, from: connection) }
    }

    func closed(_ connection: WebSocketConnection, _ close: CloseFrame?) {
        home.run { rooms.value.closed(connection) }
    }

    /// `nil` for a name that no room may have.
    static func roomName(_ query: String?) -> String? {
        let name = Query(query)["room"] ?? lobby
        guard roomNameBytes.contains(name.utf8.count), name.isName else { return nil }
        return name
    }
}
