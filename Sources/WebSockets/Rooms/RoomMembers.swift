import NIOCore

/// The members of a room by their event loops, and what they are to be told at the end of the home loop's turn.
final class RoomMembers {
    private struct Loop {
        let eventLoop: any EventLoop
        var members: [WebSocketConnection]
    }

    /// Bytes that may be on their way to the members' loops before nothing more is read from those who send. Bounds what
    /// waits for a loop with many members, each of whom may well keep up.
    private static let maxBehindBytes = 1 << 20
    /// Frames that are collected in a turn: bounds what a burst makes the room hold.
    private static let maxCollectedBytes = 64 << 10

    private let home: any EventLoop
    private let policy: SlowMemberPolicy
    private let compression: Compression?
    private var loops: [Loop] = []
    private var compressingMembers = 0
    private var collected: SharedFrames?
    private var isFlushScheduled = false
    private var behindBytes = 0
    /// Those who are not read from until the loops have caught up.
    private var held: [WebSocketConnection] = []
    /// What is told now, and what was said meanwhile.
    private var deliveries = CircularBuffer<() -> Void>()

    init(home: any EventLoop, policy: SlowMemberPolicy, compression: CompressionOptions) {
        self.home = home
        self.policy = policy
        var compression = compression
        // Nothing of what all hear may refer to what only some have heard.
        compression.serverContextTakeover = false
        self.compression = PerMessageDeflate.negotiate([ExtensionOffer("permessage-deflate")], compression).map {
            Compression($0, pool: CompressionPool(eventLoop: home))
        }
    }

    func join(_ connection: WebSocketConnection) {
        flush()
        guard let index = index(of: connection.eventLoop) else {
            loops.append(Loop(eventLoop: connection.eventLoop, members: [connection]))
            return count(connection, 1)
        }
        guard !loops[index].members.contains(where: { $0 === connection }) else { return }
        loops[index].members.append(connection)
        count(connection, 1)
    }

    func leave(_ connection: WebSocketConnection) {
        flush()
        guard let index = index(of: connection.eventLoop),
            let position = loops[index].members.firstIndex(where: { $0 === connection })
        else { return }
        loops[index].members.remove(at: position)
        if loops[index].members.isEmpty { loops.remove(at: index) }
        count(connection, -1)
    }

    func broadcast(_ message: Message, except excluded: WebSocketConnection?) {
        if excluded != nil { flush() }
        let compression = compressingMembers > 0 ? compression : nil
        var frames = collected ?? SharedFrames(windowBits: compression?.agreed.serverMaxWindowBits)
        collected = nil
        frames.append(message, compressed: compression?.compressed(message.payload))
        guard excluded == nil else { return deliver(frames, except: excluded, atOnce: false) }
        collected = frames
        if frames.plain.bytes.readableBytes > Self.maxCollectedBytes { flush() } else { scheduleFlush() }
    }

    func holdIfBehind(_ sender: WebSocketConnection) {
        guard behindBytes > Self.maxBehindBytes else { return }
        held.append(sender)
        sender.eventLoop.run { sender.pauseReading() }
    }

    func send(_ message: Message, to connection: WebSocketConnection) {
        flush()
        inOrder {
            connection.eventLoop.run { connection.send(message) }
        }
    }

    /// The end of the turn: all that was said in it leaves in one write.
    private func scheduleFlush() {
        guard !isFlushScheduled else { return }
        isFlushScheduled = true
        home.assumeIsolated().execute {
            self.isFlushScheduled = false
            self.flush(atOnce: true)
        }
    }

    /// Before the turn's end where order asks for it: what was collected leaves with what follows.
    private func flush(atOnce: Bool = false) {
        guard let frames = collected else { return }
        collected = nil
        deliver(frames, except: nil, atOnce: atOnce)
    }

    private func deliver(_ frames: SharedFrames, except excluded: WebSocketConnection?, atOnce: Bool) {
        let bytes = frames.plain.bytes.readableBytes
        inOrder { [loops, policy, home] in
            for loop in loops {
                let members = loop.members
                let room = NIOLoopBound(self, eventLoop: home)
                self.behindBytes += bytes
                loop.eventLoop.run {
                    for member in members where member !== excluded {
                        member.send(frames, atOnce: atOnce, policy: policy)
                    }
                    home.run { room.value.delivered(bytes) }
                }
            }
        }
    }

    private func delivered(_ bytes: Int) {
        behindBytes -= bytes
        guard behindBytes <= Self.maxBehindBytes / 2, !held.isEmpty else { return }
        let senders = held
        held = []
        for sender in senders {
            sender.eventLoop.run { sender.resumeReading() }
        }
    }

    /// A member's channel may call back while it writes; what is said then reaches nobody before what is told now.
    private func inOrder(_ delivery: @escaping () -> Void) {
        deliveries.append(delivery)
        guard deliveries.count == 1 else { return }
        while let next = deliveries.first {
            next()
            deliveries.removeFirst()
        }
    }

    private func index(of eventLoop: any EventLoop) -> Int? {
        loops.firstIndex { $0.eventLoop === eventLoop }
    }

    private func count(_ connection: WebSocketConnection, _ change: Int) {
        if connection.isCompressed { compressingMembers += change }
    }
}

@available(*, unavailable)
extension RoomMembers: Sendable {}
