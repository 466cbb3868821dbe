import Foundation
import Testing

@testable import WebDemoServer

struct PortFallbackTests {
    @Test func portThatIsTakenCanBeFreed() {
        let fallback = PortFallback(BindError(address: "127.0.0.1", port: 80, code: EADDRINUSE), port: 8081)
        #expect(
            fallback.description
                == "Port 80 is taken by another program, so this is port 8081; "
                + "stop the other program, or choose a port with --port."
        )
    }

    @Test func portThatNeedsAPermissionCanBeHad() {
        let text = PortFallback(BindError(address: "::1", port: 80, code: EACCES), port: 8080).description
        #expect(
            text.hasPrefix("Port 80 needs a permission that this user does not have, so this is port 8080; to get it")
        )
        #expect(text.hasSuffix("."))
        #expect(!text.contains("\n"))
        #if os(Linux)
        #expect(text.contains("sudo sysctl net.ipv4.ip_unprivileged_port_start=80"))
        #endif
    }
}
