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
        do throws(ChatProblem) {
            let request = try ChatRequest(message)
            room.home.run {
                perform(state.value.received(request, from: connection.id, at: now()), for: connection)
            }
        } catch {
            connection.send(ChatEvent.error(error).encoded)
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
            case .tellOthers(let event): room.broadcast(event.encoded, except: connection)
            case .tellAll(let event): room.broadcast(event.encoded)
            case .enterRoom: room.join(connection)
            case .leaveRoom: room.leave(connection)
            }
        }
    }

    private func now() -> Int64 {
        Int64(Date().timeIntervalSince1970 * 1000)
    }
}
