import NIOCore
import Testing

@testable import WebDemoServer

struct ClientAddressTests {
    private static func client(_ ip: String) throws -> ClientAddress? {
        ClientAddress(try SocketAddress(ipAddress: ip, port: 1))
    }

    @Test(arguments: ["127.0.0.1", "127.255.255.255", "::1", "::ffff:127.0.0.1", "::ffff:127.1.2.3"])
    func thisMachineIsNobody(_ ip: String) throws {
        #expect(try Self.client(ip) == nil)
    }

    @Test func whatHasNoAddressIsNobody() throws {
        #expect(ClientAddress(nil) == nil)
        #expect(ClientAddress(try SocketAddress(unixDomainSocketPath: "/tmp/webdemo")) == nil)
    }

    @Test(arguments: [
        ("192.168.1.20", "192.168.1.20"), ("::ffff:192.168.1.20", "192.168.1.20"),
        ("2001:db8:1:2::1", "2001:db8:1:2::1"), ("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff"),
        ("fe80::1", "fe80::2"), ("::2", "::3"),
    ])
    func oneClientIsCountedAsOne(_ one: String, _ other: String) throws {
        let client = try #require(try Self.client(one))
        #expect(try Self.client(other) == client)
        // The port is another one for every connection.
        #expect(ClientAddress(try SocketAddress(ipAddress: other, port: 65_535)) == client)
    }

    @Test(arguments: [
        ("192.168.1.20", "192.168.1.21"), ("126.0.0.1", "128.0.0.1"), ("0.0.0.1", "1.0.0.0"),
        ("::ffff:192.168.1.20", "::ffff:192.168.1.21"), ("::ffff:192.168.1.20", "::fffe:192.168.1.20"),
        ("2001:db8:1:2::1", "2001:db8:1:3::1"), ("2001:db8:1:2::1", "2001:db9:1:2::1"), ("1::1", "::1:0:0:1"),
    ])
    func othersAreCountedApart(_ one: String, _ other: String) throws {
        let clients = try [#require(try Self.client(one)), #require(try Self.client(other))]
        #expect(clients[0] != clients[1])
    }
}
