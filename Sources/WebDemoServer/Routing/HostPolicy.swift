import NIOCore

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Which Host a request may name: this machine. A page elsewhere whose name was made to point here (DNS rebinding) names
/// its own.
struct HostPolicy: Sendable {
    private let names: Set<String>
    private let addresses: Set<String>

    /// `allowed` are further names, as `--allow-host` gives them, without port.
    init(allowed: [String], interfaceAddresses: [String] = [], machineName: String? = Self.machineName) {
        var names = Set(allowed.map(Self.normalized))
        if let machine = machineName?.lowercased(), !machine.isEmpty {
            names.formUnion([machine, machine + ".local"])
        }
        self.names = names
        addresses = Set((interfaceAddresses + allowed).compactMap(Self.canonicalAddress))
    }

    /// `authority` is host and perhaps port, as the Host field has them (RFC 9110 §7.2). `localAddress` is where the
    /// connection arrived, which is ours whatever interfaces have come since the start.
    func allows(_ authority: String, localAddress: SocketAddress?) -> Bool {
        guard let host = Self.host(of: authority) else { return false }
        if host == "localhost" || host.hasSuffix(".localhost") || names.contains(host) { return true }
        guard let address = Self.canonicalAddress(host) else { return false }
        return addresses.contains(address) || Self.isLoopback(address)
            || localAddress?.ipAddress.flatMap(Self.canonicalAddress) == address
    }

    /// The name or address, in lower case and without brackets; `nil` when it or the port is not well-formed.
    private static func host(of authority: String) -> String? {
        let host: Substring
        let port: Substring
        let isBracketed = authority.first == "["
        if isBracketed {
            guard let end = authority.firstIndex(of: "]") else { return nil }
            host = authority[authority.index(after: authority.startIndex)..<end]
            port = authority[authority.index(after: end)...]
        } else {
            host = authority.prefix { $0 != ":" }
            port = authority[host.endIndex...]
        }
        guard port.isEmpty || (port.first == ":" && port.utf8.count <= 6 && port.dropFirst().allSatisfy(\.isASCIIDigit))
        else { return nil }
        guard isBracketed == host.contains(":"), host.utf8.allSatisfy(isHostByte) else { return nil }
        return normalized(String(host))
    }

    private static func normalized(_ name: String) -> String {
        let lowered = name.lowercased()
        return lowered.hasSuffix(".") ? String(lowered.dropLast()) : lowered
    }

    /// Names are shown on pages, in a command to copy too. No name that browsers send has other characters.
    private static func isHostByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: ":"):
            true
        default: false
        }
    }

    /// One spelling for an address, so that `0:0::1` and `::1` are the same; `nil` for what is none.
    private static func canonicalAddress(_ text: String) -> String? {
        guard let address = try? SocketAddress(ipAddress: text, port: 0), let ip = address.ipAddress else { return nil }
        return ip.hasPrefix("::ffff:") ? String(ip.dropFirst(7)) : ip
    }

    private static func isLoopback(_ address: String) -> Bool {
        address == "::1" || address.hasPrefix("127.")
    }

    static var machineName: String? {
        var name = [CChar](repeating: 0, count: 256)
        guard gethostname(&name, name.count - 1) == 0 else { return nil }
        return String(decoding: name.prefix { $0 != 0 }.map { UInt8(truncatingIfNeeded: $0) }, as: UTF8.self)
    }
}

extension Character {
    fileprivate var isASCIIDigit: Bool { isASCII && isWholeNumber }
}
