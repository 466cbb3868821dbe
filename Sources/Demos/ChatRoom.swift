import NIOCore
import WebSockets

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// One room of the chat: `ChatState` on the home loop, with the connections of those who are there.
final class ChatRoom {
    private let room: Room
    private var state: ChatState
    /// All that are connected to this room, whether they have joined or not.
    private var connections: [UInt64: WebSocketConnection] = [:]

    init(name: String, home: any EventLoop) {
        room = Room(home: home)
        state = ChatState(name: name, epoch: String(UInt64.random(in: .min ... .max), radix: 16))
    }

    var name: String { state.name }
    var isEmpty: Bool { connections.isEmpty }

    func opened(_ connection: WebSocketConnection) {
        connections[connection.id] = connection
    }

    func received(_ request: Result<ChatRequest, ChatProblem>, from connection: WebSocketConnection) {
        switch request {
        case .success(let request): perform(state.received(request, from: connection.id, at: now), for: connection)
        case .failure(let problem): perform([.reply(.error(problem))], for: connection)
        }
    }

    func closed(_ connection: WebSocketConnection) {
        connections[connection.id] = nil
        perform(state.disconnected(connection.id, at: now), for: connection)
    }

    private func perform(_ actions: [ChatState.Action], for connection: WebSocketConnection) {
        for action in actions {
            switch action {
            case .reply(let event): room.send(event.encoded, to: connection)
            case .tellOthers(let event): room.broadcast(event.encoded, from: connection, except: connection)
            case .tellAll(let event): room.broadcast(event.encoded, from: connection)
            case .enterRoom: room.join(connection)
            case .leaveRoom: room.leave(connection)
            case .replace(let id): replace(id)
            }
        }
    }

    private func replace(_ id: UInt64) {
        guard let old = connections[id] else { return }
        room.leave(old)
        old.eventLoop.run { old.close(Chat.replaced, "you are back on another connection") }
    }

    private var now: Int64 {
        Int64(Date().timeIntervalSince1970 * 1000)
    }
}

@available(*, unavailable)
extension ChatRoom: Sendable {}
