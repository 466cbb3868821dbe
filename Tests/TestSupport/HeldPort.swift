import Foundation

/// A port of `127.0.0.1` on which nothing else can listen for as long as this is there.
package final class HeldPort: Sendable {
    package let number: Int
    private let descriptor: Int32

    /// Port 0 is any free one. Where nobody listens connections are refused.
    package init(_ port: UInt16 = 0, listens: Bool = true) throws {
        let opened = socket(AF_INET, TCPSocket.streamType, 0)
        guard opened >= 0 else { throw RawConnectionError.systemCall("socket", errno: errno) }
        _ = fcntl(opened, F_SETFD, FD_CLOEXEC)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let result = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                var size = socklen_t(MemoryLayout<sockaddr_in>.size)
                guard bind(opened, generic, size) == 0, !listens || listen(opened, 1) == 0 else { return errno }
                return getsockname(opened, generic, &size) == 0 ? 0 : errno
            }
        }
        guard result == 0 else {
            close(opened)
            throw RawConnectionError.systemCall("listen", errno: result)
        }
        descriptor = opened
        number = Int(UInt16(bigEndian: address.sin_port))
    }

    deinit {
        close(descriptor)
    }

    /// A port that was free a moment ago.
    package static func free() throws -> Int {
        try HeldPort().number
    }
}
