/// Who is in the chat and what was said: requests in, events to tell out. It knows no connection and no clock.
struct ChatState {
    enum Action: Equatable {
        case reply(ChatEvent)
        case tellOthers(ChatEvent)
        case tellAll(ChatEvent)
        /// From now on the one who asked is told what happens.
        case enterRoom
        case leaveRoom
    }

    /// What who joins late is given to read: bounds the memory of the room and the size of a welcome.
    static let maxHistory = 100
    static let maxHistoryBytes = 256 << 10

    private var members: [ChatEvent.Member] = []
    private var history: [(event: ChatEvent, bytes: Int)] = []
    private var historyBytes = 0
    private var seq: UInt64 = 0

    mutating func received(_ request: ChatRequest, from id: UInt64, at time: Int64) -> [Action] {
        switch (request, members.first { $0.id == id }) {
        case (.join(let name), nil): join(ChatEvent.Member(id: id, name: name), at: time)
        case (.join, _?): [.reply(.error(.alreadyJoined))]
        case (.message(let text), let member?): say(text, member, at: time)
        case (.leave, let member?): [.tellAll(leave(member, at: time)), .leaveRoom]
        case (.message, nil), (.leave, nil): [.reply(.error(.notJoined))]
        }
    }

    /// A connection ended; who had joined by it has left.
    mutating func disconnected(_ id: UInt64, at time: Int64) -> [Action] {
        guard let member = members.first(where: { $0.id == id }) else { return [] }
        return [.leaveRoom, .tellOthers(leave(member, at: time))]
    }

    private mutating func join(_ member: ChatEvent.Member, at time: Int64) -> [Action] {
        members.append(member)
        seq += 1
        let welcome = ChatEvent.welcome(
            member,
            seq: seq,
            time: time,
            members: members,
            history: history.map(\.event)
        )
        return [.reply(welcome), .enterRoom, .tellOthers(.joined(member, seq: seq, time: time))]
    }

    private mutating func leave(_ member: ChatEvent.Member, at time: Int64) -> ChatEvent {
        members.removeAll { $0.id == member.id }
        seq += 1
        return .left(member, seq: seq, time: time)
    }

    private mutating func say(_ text: String, _ member: ChatEvent.Member, at time: Int64) -> [Action] {
        seq += 1
        let event = ChatEvent.message(text, from: member, seq: seq, time: time)
        remember(event)
        return [.tellAll(event)]
    }

    private mutating func remember(_ event: ChatEvent) {
        let bytes = event.encodedBytes
        history.append((event, bytes))
        historyBytes += bytes
        while history.count > Self.maxHistory || historyBytes > Self.maxHistoryBytes {
            historyBytes -= history.removeFirst().bytes
        }
    }
}
