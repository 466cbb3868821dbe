import NIOCore

/// Whom the connections from an address are counted for.
///
/// An IPv6 client may have as many addresses as it likes in its network of 64 bits, so the network counts. This machine is
/// nobody: who has a program on it needs no WebSockets to take its memory.
enum ClientAddress: Hashable {
    case v4(UInt32)
    case v6Network(UInt64)

    /// `nil` for this machine, for what is no Internet address, and where none is known.
    init?(_ address: SocketAddress?) {
        // NIO's own module has the names of these structures' fields; where the bytes are is the same on every system.
        switch address {
        case .v4(let address):
            self.init(v4: Self.number(at: 4, in: address.address))
        case .v6(let address):
            self.init(
                network: Self.number(at: 8, in: address.address),
                interface: Self.number(at: 16, in: address.address)
            )
        case .unixDomainSocket, nil:
            return nil
        }
    }

    /// In network byte order. A `sockaddr_in` has its address behind family and port, a `sockaddr_in6` behind a flow label
    /// too.
    private static func number<Address, Number: FixedWidthInteger>(at offset: Int, in address: Address) -> Number {
        withUnsafeBytes(of: address) { Number(bigEndian: $0.loadUnaligned(fromByteOffset: offset, as: Number.self)) }
    }

    /// 127.0.0.0/8 is this machine.
    private init?(v4 address: UInt32) {
        guard address >> 24 != 127 else { return nil }
        self = .v4(address)
    }

    /// `::1` is this machine, `::ffff:a.b.c.d` an IPv4 address (RFC 4291 §2.5.3, §2.5.5.2).
    private init?(network: UInt64, interface: UInt64) {
        guard (network, interface) != (0, 1) else { return nil }
        if network == 0, interface >> 32 == 0xFFFF {
            self.init(v4: UInt32(truncatingIfNeeded: interface))
        } else {
            self = .v6Network(network)
        }
    }
}
