/// Who is in a room, in the order in which they came.
struct ChatMembers {
    struct Seat {
        let member: ChatEvent.Member
        /// The page's secret, by which it is known again on another connection.
        let key: String?
        /// When the others were told last that it types, in milliseconds.
        var typedAt: Int64?
    }

    private var seats: [UInt64: Seat] = [:]
    private var order: [UInt64] = []

    var count: Int { order.count }

    func first(_ count: Int) -> [ChatEvent.Member] {
        order.prefix(count).compactMap { seats[$0]?.member }
    }

    subscript(id: UInt64) -> Seat? {
        get { seats[id] }
        set {
            if seats[id] == nil, newValue != nil { order.append(id) }
            if seats[id] != nil, newValue == nil { order.removeAll { $0 == id } }
            seats[id] = newValue
        }
    }

    func member(withKey key: String) -> ChatEvent.Member? {
        seats.values.first { $0.key == key }?.member
    }
}
