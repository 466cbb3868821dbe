package import NIOCore

/// The connections that hear the same messages in the same order.
///
/// A room has a home loop that decides the order; its calls are made there, by way of `WebSocketConnection.handOver`. The
/// messages of one turn of the home loop are encoded once, go to each event loop with members in one hop, and leave each
/// member in one write.
package final class Room: Sendable {
    package let home: any EventLoop
    private let members: NIOLoopBoundBox<RoomMembers>

    /// `compression` is what messages are compressed by for the members that have agreed on it.
    package init(
        home: any EventLoop,
        policy: SlowMemberPolicy = .close,
        compression: CompressionOptions = CompressionOptions()
    ) {
        self.home = home
        members = .makeBoxSendingValue(
            RoomMembers(home: home, policy: policy, compression: compression),
            eventLoop: home
        )
    }

    /// From now on it hears what is said. Nothing happens when it is a member already.
    package func join(_ connection: WebSocketConnection) {
        members.value.join(connection)
    }

    package func leave(_ connection: WebSocketConnection) {
        members.value.leave(connection)
    }

    /// To every member but `excluded`. While the members' loops do not keep up, nothing more is read from the `sender`
    /// who caused it.
    package func broadcast(
        _ message: Message,
        from sender: WebSocketConnection? = nil,
        except excluded: WebSocketConnection? = nil
    ) {
        members.value.broadcast(message, except: excluded)
        if let sender { members.value.holdIfBehind(sender) }
    }

    /// To one connection, in order with what is broadcast, but for a latest message that still waits. It need not be a
    /// member.
    package func send(_ message: Message, to connection: WebSocketConnection) {
        members.value.send(message, to: connection)
    }
}
