/// Who is in a room and what was said: requests in, events to tell out. It knows no connection and no clock.
struct ChatState {
    enum Action: Equatable {
        case reply(ChatEvent)
        case tellOthers(ChatEvent)
        case tellAll(ChatEvent)
        /// From now on the one who asked is told what happens.
        case enterRoom
        case leaveRoom
        /// Another connection is told nothing more and is closed: its page has come back on this one.
        case replace(UInt64)
    }

    /// Names in a welcome; of who is beyond them there is only the count. With `ChatHistory` it bounds a welcome, and what
    /// a class that comes back all at once costs.
    static let maxNames = 200

    let name: String
    let epoch: String
    private var members = ChatMembers()
    private var history = ChatHistory()
    private var messageIDs = ChatMessageIDs()
    private var typing = ChatTyping()
    private var seq: UInt64 = 0

    init(name: String, epoch: String) {
        self.name = name
        self.epoch = epoch
    }

    mutating func received(_ request: ChatRequest, from id: UInt64, at time: Int64) -> [Action] {
        switch (request, members[id]) {
        case (.join(let name, let key, let since), nil):
            join(ChatMembers.Seat(member: ChatEvent.Member(id: id, name: name), key: key), since, at: time)
        case (.join, _?): [.reply(.error(.alreadyJoined))]
        case (.message(let text, let mid), let seat?): say(text, mid, seat.member, at: time)
        case (.typing, let seat?): type(seat, at: time)
        case (.leave, let seat?): [.tellAll(leave(seat.member, at: time)), .leaveRoom]
        case (.message, nil), (.typing, nil), (.leave, nil): [.reply(.error(.notJoined))]
        }
    }

    /// A connection ended; who had joined by it has left.
    mutating func disconnected(_ id: UInt64, at time: Int64) -> [Action] {
        guard let member = members[id]?.member else { return [] }
        return [.leaveRoom, .tellOthers(leave(member, at: time))]
    }

    private mutating func join(_ seat: ChatMembers.Seat, _ since: ChatRequest.Since?, at time: Int64) -> [Action] {
        let member = seat.member
        let old = seat.key.flatMap { members.member(withKey: $0) }
        var actions = old.map { [Action.replace($0.id), .tellOthers(leave($0, at: time))] } ?? []
        members[member.id] = seat
        seq += 1
        actions += [
            .reply(welcome(member, since, at: time)), .enterRoom, .tellOthers(.joined(member, seq: seq, time: time)),
        ]
        return actions
    }

    private func welcome(_ member: ChatEvent.Member, _ since: ChatRequest.Since?, at time: Int64) -> ChatEvent {
        let seen = since.flatMap { $0.epoch == epoch && $0.seq <= seq ? $0.seq : nil }
        return .welcome(
            member,
            to: ChatEvent.Place(room: name, epoch: epoch, members: members.first(Self.maxNames), count: members.count),
            seq: seq,
            time: time,
            isResumed: seen.map { history.isComplete(since: $0) } ?? false,
            history: history.messages(since: seen ?? 0)
        )
    }

    private mutating func leave(_ member: ChatEvent.Member, at time: Int64) -> ChatEvent {
        members[member.id] = nil
        seq += 1
        return .left(member, seq: seq, time: time)
    }

    private mutating func say(
        _ text: String,
        _ mid: String?,
        _ member: ChatEvent.Member,
        at time: Int64
    ) -> [Action] {
        if let mid, !messageIDs.insert(mid) { return [.reply(.known(mid: mid))] }
        seq += 1
        let event = ChatEvent.message(text, mid: mid, from: member, seq: seq, time: time)
        history.remember(event, seq: seq)
        members[member.id]?.typedAt = nil
        return [.tellAll(event)]
    }

    private mutating func type(_ seat: ChatMembers.Seat, at time: Int64) -> [Action] {
        guard typing.isWorthTelling(at: time, lastToldAt: seat.typedAt) else { return [] }
        members[seat.member.id]?.typedAt = time
        return [.tellOthers(.typing(seat.member))]
    }
}
