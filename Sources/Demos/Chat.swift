import NIOCore
import WebSockets

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The chat room: `ChatState` on the room's home loop, with a connection for every member.
struct Chat: WebSocketEndpoint {
    let terms = HandshakeTerms(origins: .sameOrigin, subprotocols: ["webdemo.chat.v1"])

    private let room: Room
    private let state: NIOLoopBoundBox<ChatState>

    init(home: any EventLoop) {
        room = Room(home: home)
        state = .makeBoxSendingValue(ChatState(), eventLoop: home)
    }

    func received(_ message: Message, from connection: WebSocketConnection) {
        let request = Result { () throws(ChatProblem) in try ChatRequest(message) }
        connection.handOver(to: room.home) {
            switch request {
            case .success(let request):
                perform(state.value.received(request, from: connection.id, at: now()), for: connection)
            case .failure(let problem):
                perform([.reply(.error(problem))], for: connection)
            }
        }
    }

    func closed(_ connection: WebSocketConnection, _ close: CloseFrame?) {
        room.home.run {
            perform(state.value.disconnected(connection.id, at: now()), for: connection)
        }
    }

    private func perform(_ actions: [ChatState.Action], for connection: WebSocketConnection) {
        for action in actions {
            switch action {
            case .reply(let event): room.send(event.encoded, to: connection)
            case .tellOthers(let event): room.broadcast(event.encoded, from: connection, except: connection)
            case .tellAll(let event): room.broadcast(event.encoded, from: connection)
            case .enterRoom: room.join(connection)
            case .leaveRoom: room.leave(connection)
            }
        }
    }

    private func now() -> Int64 {
        Int64(Date().timeIntervalSince1970 * 1000)
    }
}
