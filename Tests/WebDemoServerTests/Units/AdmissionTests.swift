import NIOCore
import NIOEmbedded
import Testing

@testable import WebDemoServer

struct AdmissionTests {
    private static func admission(total: Int, perAddress: Int) -> Admission {
        var limits = AdmissionLimits()
        (limits.maxConnections, limits.maxConnectionsPerAddress) = (total, perAddress)
        return Admission(limits)
    }

    private static func channel(_ ip: String) throws -> EmbeddedChannel {
        let channel = EmbeddedChannel()
        channel.remoteAddress = try SocketAddress(ipAddress: ip, port: 1)
        return channel
    }

    @Test func placeIsGivenBackWhenTheChannelCloses() throws {
        let admission = Self.admission(total: 1, perAddress: 9)
        let (first, second) = (EmbeddedChannel(), EmbeddedChannel())
        try admission.admit(first)
        #expect(throws: Places.Shortage.total(limit: 1)) { try admission.admit(second) }
        _ = try first.finish()
        try admission.admit(second)
        #expect(throws: Places.Shortage.total(limit: 1)) { try admission.admit(EmbeddedChannel()) }
    }

    @Test func whoFoundNoPlaceGivesNoneBack() throws {
        let admission = Self.admission(total: 1, perAddress: 9)
        try admission.admit(EmbeddedChannel())
        let refused = EmbeddedChannel()
        #expect(throws: Places.Shortage.total(limit: 1)) { try admission.admit(refused) }
        _ = try refused.finish()
        #expect(throws: Places.Shortage.total(limit: 1)) { try admission.admit(EmbeddedChannel()) }
    }

    /// What was counted is given back for the same client, whatever a closed channel says of its address.
    @Test func placesAreCountedForTheAddressOfTheChannel() throws {
        let admission = Self.admission(total: 9, perAddress: 1)
        let anna = try Self.channel("192.0.2.1")
        try admission.admit(anna)
        #expect(throws: Places.Shortage.ofAddress(limit: 1)) { try admission.admit(Self.channel("192.0.2.1")) }
        try admission.admit(Self.channel("192.0.2.2"))
        anna.remoteAddress = nil
        _ = try anna.finish()
        try admission.admit(Self.channel("192.0.2.1"))
    }
}
