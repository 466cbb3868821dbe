package import NIOCore

/// The connections that hear the same messages in the same order.
///
/// A room has a home loop that decides the order; its calls are made there. A message is encoded once, goes to each
/// event loop with members in one hop, and leaves each member in one write with all else that the loop's turn sends it.
package final class Room: Sendable {
    private struct Loop {
        let eventLoop: any EventLoop
        var members: [WebSocketConnection]
    }

    package let home: any EventLoop
    private let loops: NIOLoopBoundBox<[Loop]>

    package init(home: any EventLoop) {
        self.home = home
        loops = .makeBoxSendingValue([], eventLoop: home)
    }

    package func join(_ connection: WebSocketConnection) {
        if let index = index(of: connection.eventLoop) {
            loops.value[index].members.append(connection)
        } else {
            loops.value.append(Loop(eventLoop: connection.eventLoop, members: [connection]))
        }
    }

    package func leave(_ connection: WebSocketConnection) {
        guard let index = index(of: connection.eventLoop) else { return }
        loops.value[index].members.removeAll { $0 === connection }
        if loops.value[index].members.isEmpty { loops.value.remove(at: index) }
    }

    /// To every member but `excluded`.
    package func broadcast(_ message: Message, except excluded: WebSocketConnection? = nil) {
        var frame = ByteBuffer()
        frame.writeFrame(message.kind.opcode, message.payload)
        for loop in loops.value {
            let members = loop.members
            loop.eventLoop.run { [frame] in
                for member in members where member !== excluded {
                    member.send(encoded: frame)
                }
            }
        }
    }

    /// To one connection, in order with what is broadcast. It need not be a member.
    package func send(_ message: Message, to connection: WebSocketConnection) {
        connection.eventLoop.run { connection.send(message) }
    }

    private func index(of eventLoop: any EventLoop) -> Int? {
        loops.value.firstIndex { $0.eventLoop === eventLoop }
    }
}
