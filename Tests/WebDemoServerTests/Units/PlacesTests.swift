import NIOCore
import Testing

@testable import WebDemoServer

struct PlacesTests {
    private static let anna = ClientAddress.v4(1)
    private static let bo = ClientAddress.v4(2)

    private static func places(total: Int, perAddress: Int) -> Places {
        var limits = AdmissionLimits()
        (limits.maxConnections, limits.maxConnectionsPerAddress) = (total, perAddress)
        return Places(limits)
    }

    @Test func allPlacesMayBeTakenAndNoneMore() throws {
        var places = Self.places(total: 2, perAddress: 9)
        try places.take(for: Self.anna)
        try places.take(for: nil)
        #expect(throws: Places.Shortage.total(limit: 2)) { try places.take(for: Self.bo) }
        #expect(throws: Places.Shortage.total(limit: 2)) { try places.take(for: nil) }
        #expect(places.taken == 2)
        places.giveBack(for: Self.anna)
        try places.take(for: Self.bo)
        #expect(throws: Places.Shortage.total(limit: 2)) { try places.take(for: Self.anna) }
    }

    @Test func oneAddressTakesNothingFromTheOthers() throws {
        var places = Self.places(total: 9, perAddress: 2)
        try places.take(for: Self.anna)
        try places.take(for: Self.anna)
        #expect(throws: Places.Shortage.ofAddress(limit: 2)) { try places.take(for: Self.anna) }
        try places.take(for: Self.bo)
        #expect(places.taken == 3)
        places.giveBack(for: Self.anna)
        try places.take(for: Self.anna)
        #expect(throws: Places.Shortage.ofAddress(limit: 2)) { try places.take(for: Self.anna) }
    }

    @Test func thisMachineHasNoLimitOfItsOwn() throws {
        var places = Self.places(total: 5, perAddress: 1)
        for _ in 0..<5 { try places.take(for: nil) }
        #expect(throws: Places.Shortage.total(limit: 5)) { try places.take(for: nil) }
    }

    @Test func whoHasLeftIsForgotten() throws {
        var places = Self.places(total: 9, perAddress: 9)
        for client in [Self.anna, Self.bo, Self.anna, nil] { try places.take(for: client) }
        for client in [Self.anna, Self.anna, Self.bo, nil] { places.giveBack(for: client) }
        #expect(places.taken == 0)
        #expect(places.takenBy.isEmpty)
    }
}
