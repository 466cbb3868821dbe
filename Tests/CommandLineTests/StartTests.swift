import Foundation
import TestSupport
import Testing

struct StartTests {
    @Test func bannerTellsWhereAndWhatAndNothingElseIsSaid() async throws {
        let site = try TemporaryDirectory()
        try await withProgram([site.path, "--port", "0"]) { program in
            let port = try program.port()
            #expect(program.output.contains("http://localhost:\(port)/"))
            #expect(program.output.contains(site.path))
            #expect(program.output.contains("/echo"))
            #expect(program.output.contains("/chat"))
            let banner = program.output
            let connection = try RawConnection(port: port)
            try connection.sendRequest("GET", "/missing")
            try #expect(connection.readReply().status == 404)
            try program.send(SIGINT)
            try #expect(program.exitCode() == 0)
            #expect(program.output == banner)
            #expect(program.errors.isEmpty)
        }
    }

    @Test func ownPagesAreServedWithoutADirectory() async throws {
        try await withProgram(["--port", "0"]) { program in
            let connection = try RawConnection(port: program.port())
            for (target, status) in [("/", 200), ("/runoob_websocket.html", 200), ("/echo", 426), ("/missing", 404)] {
                try connection.sendRequest("GET", target, fields: [("Accept", "text/html")])
                let reply = try connection.readReply()
                #expect(reply.status == status)
                #expect(reply["Content-Type"]?.hasPrefix("text/html") == true)
            }
        }
    }

    @Test func twoPortsAreBothServed() async throws {
        let (first, second) = (try HeldPort.free(), try HeldPort.free())
        try await withProgram(["--port", "\(first)", "--port", "\(second)"]) { program in
            try #expect(program.ports() == [first, second])
            for port in [first, second] {
                for host in ["127.0.0.1", "::1"] {
                    let connection = try RawConnection(host: host, port: port)
                    try connection.sendRequest("GET", "/")
                    try #expect(connection.readReply().status == 200)
                }
            }
        }
    }

    @Test func withoutPort80AnotherIsTakenAndSaidWhy() async throws {
        // When it cannot be held here, it cannot be had there either.
        let held = try? HeldPort(80)
        try await withProgram([]) { program in
            let port = try program.port()
            #expect((8080...8179).contains(port))
            #expect(program.output.contains("Port 80 "))
            #expect(program.output.contains("so this is port \(port)"))
            let connection = try RawConnection(port: port)
            try connection.sendRequest("GET", "/")
            try #expect(connection.readReply().status == 200)
        }
        withExtendedLifetime(held) {}
    }

    @Test func hostIsTheOnlyAddressListenedOn() async throws {
        try await withProgram(["--port", "0", "--host", "::1"]) { program in
            let port = try program.port()
            #expect(program.output.contains("http://[::1]:\(port)/"))
            let connection = try RawConnection(host: "::1", port: port)
            try connection.sendRequest("GET", "/")
            try #expect(connection.readReply().status == 200)
            #expect(throws: RawConnectionError.self) { try RawConnection(port: port) }
        }
    }

    @Test func allowedHostIsServed() async throws {
        try await withProgram(["--port", "0", "--allow-host", "Example.test"]) { program in
            let connection = try RawConnection(port: program.port())
            for (host, status) in [("example.test:1", 200), ("other.test", 421)] {
                try connection.sendRequest("GET", "/", fields: [("Host", host)])
                try #expect(connection.readReply().status == status)
            }
        }
    }
}
