import NIOCore
import Testing

@testable import WebDemoServer

struct HostPolicyTests {
    private static let policy = HostPolicy(
        allowed: ["demo.example", "Upper.Example", "192.0.2.7"],
        interfaceAddresses: ["192.168.1.20", "2001:db8::20"],
        machineName: "Teacher-PC"
    )

    @Test(arguments: [
        "localhost", "LOCALHOST", "localhost.", "localhost:80", "localhost:8080", "localhost:", "localhost.:8080",
        "a.localhost", "a.b.localhost:9998", "my_site.localhost", "a.LocalHost.",
        "127.0.0.1", "127.0.0.1:8080", "127.1.2.3", "127.255.255.254",
        "[::1]", "[::1]:8080", "[0:0:0:0:0:0:0:1]", "[0::1]:80", "[::ffff:127.0.0.1]", "[::FFFF:7F00:1]",
        "192.168.1.20", "192.168.1.20:8080", "[2001:db8::20]", "[2001:DB8:0:0::20]:80", "[::ffff:192.168.1.20]",
        "teacher-pc", "TEACHER-PC:8080", "teacher-pc.local", "Teacher-PC.local.",
        "demo.example", "DEMO.example:8080", "demo.example.", "upper.example", "192.0.2.7", "192.0.2.7:1",
    ])
    func ownNameIsAllowed(_ authority: String) {
        #expect(Self.policy.allows(authority, localAddress: nil))
    }

    @Test(arguments: [
        "", ":", ":80", ".", "..", "[", "]", "[]", "[]:80", "[::1", "::1", "::1:80", "[::1]80", "[::1]:x", "[::1]]",
        "[[::1]]",
        "localhost:x", "localhost:80:80", "localhost:123456", "localhost:-1", "localhost:+80", "localhost: 80",
        "localhost:８０", "localhost ", " localhost", "localhost,evil.example", "user@localhost", "localhost/",
        "localhost#",
        "localhost\\", "localhost%00", "localhost..", "xlocalhost", "localhost.evil.example",
        "a.localhost.evil.example",
        "127.0.0.1.evil.example", "127.0.0.1.nip.io", "127.0.0.1:80.evil.example", "127.evil.example", "127.0.0.1x",
        "127.0.0", "127.1", "0x7f.0.0.1", "0177.0.0.1", "2130706433", "127.0.0.01", "127.0.0.256", "0.0.0.0", "[::]",
        "[::1.evil.example]", "[::2]", "[::1%25lo]", "[::1%lo]", "10.0.0.1", "192.168.1.21", "[2001:db8::21]",
        "[::ffff:192.168.1.21]", "128.0.0.1", "evil.example", "demo.example.evil.example", "xdemo.example",
        "teacher-pc.evil.example", "teacher-pc.local.evil.example", "192.0.2.8",
    ])
    func otherNameIsRefused(_ authority: String) {
        #expect(!Self.policy.allows(authority, localAddress: nil))
    }

    /// Names are shown on pages and in a command to copy, so they are made of harmless characters only.
    @Test(arguments: [
        "$(reboot).localhost", "`id`.localhost", "a;b.localhost", "a'b.localhost", "a\"b.localhost", "a b.localhost",
        "<b>.localhost", "a&b.localhost", "中.localhost", "a\u{202E}.localhost", "a|b.localhost", "a\\b.localhost",
    ])
    func nameWithOtherCharactersIsRefused(_ authority: String) {
        #expect(!Self.policy.allows(authority, localAddress: nil))
        #expect(!Self.policy.allows(authority + ":8080", localAddress: nil))
    }

    @Test(arguments: ["[localhost]", "[127.0.0.1]", "[demo.example]"])
    func bracketsAreForIPv6Alone(_ authority: String) {
        #expect(!Self.policy.allows(authority, localAddress: nil))
    }

    @Test func addressThatTheConnectionArrivedAtIsOurs() throws {
        let new = try SocketAddress(ipAddress: "10.1.2.3", port: 8080)
        #expect(Self.policy.allows("10.1.2.3:8080", localAddress: new))
        #expect(!Self.policy.allows("10.1.2.4:8080", localAddress: new))
        let new6 = try SocketAddress(ipAddress: "fd00::5", port: 8080)
        #expect(Self.policy.allows("[FD00:0::5]", localAddress: new6))
        #expect(!Self.policy.allows("evil.example", localAddress: new6))
        let mapped = try SocketAddress(ipAddress: "::ffff:10.1.2.3", port: 8080)
        #expect(Self.policy.allows("10.1.2.3", localAddress: mapped))
        let unix = try SocketAddress(unixDomainSocketPath: "/tmp/localhost")
        #expect(!Self.policy.allows("/tmp/localhost", localAddress: unix))
    }

    @Test(arguments: [nil, ""])
    func machineWithoutANameHasNone(_ name: String?) {
        let policy = HostPolicy(allowed: [], machineName: name)
        #expect(!policy.allows("", localAddress: nil))
        #expect(!policy.allows(".local", localAddress: nil))
        #expect(policy.allows("localhost", localAddress: nil))
    }

    @Test func machineHasAName() {
        #expect(HostPolicy.machineName?.isEmpty == false)
    }

    @Test func allowedNameMayEndWithADotAsWell() {
        let policy = HostPolicy(allowed: ["demo.example."], machineName: nil)
        #expect(policy.allows("demo.example", localAddress: nil))
        #expect(policy.allows("demo.example.:80", localAddress: nil))
    }
}
