#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Tells in one line why the server is not on port 80 and how it could be.
package struct PortFallback: Equatable, Sendable, CustomStringConvertible {
    package let description: String

    init(_ refusal: BindError, port: Int) {
        let remedy: String =
            switch refusal.code {
            case EADDRINUSE:
                "stop the other program, or choose a port with --port"
            default:
                #if os(Linux)
                "to get it: sudo sysctl net.ipv4.ip_unprivileged_port_start=80, "
                    + "or sudo setcap cap_net_bind_service=+ep on the program"
                #else
                "to get it, start the built program with sudo: sudo .build/debug/webdemo"
                #endif
            }
        description = "Port 80 \(refusal.reason), so this is port \(port); \(remedy)."
    }
}
