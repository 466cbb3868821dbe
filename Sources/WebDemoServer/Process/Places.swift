/// Who has how many of the places for WebSockets.
struct Places {
    /// What there is too little of. The number is the limit.
    enum Shortage: Error, Equatable {
        case total(limit: Int)
        case ofAddress(limit: Int)
    }

    private let limits: AdmissionLimits
    private(set) var taken = 0
    /// Without those that have none: as many entries as places at the most.
    private(set) var takenBy: [ClientAddress: Int] = [:]

    init(_ limits: AdmissionLimits) {
        self.limits = limits
    }

    /// Only the total counts for `nil`. Who has taken a place gives it back once.
    mutating func take(for client: ClientAddress?) throws(Shortage) {
        guard taken < limits.maxConnections else { throw .total(limit: limits.maxConnections) }
        if let client {
            let own = takenBy[client, default: 0]
            guard own < limits.maxConnectionsPerAddress else {
                throw .ofAddress(limit: limits.maxConnectionsPerAddress)
            }
            takenBy[client] = own + 1
        }
        taken += 1
    }

    mutating func giveBack(for client: ClientAddress?) {
        taken -= 1
        guard let client, let own = takenBy[client] else { return }
        takenBy[client] = own > 1 ? own - 1 : nil
    }
}
