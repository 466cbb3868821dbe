import NIOCore

/// The addresses under which other machines may reach this one.
package enum LANAddresses {
    /// Bridges to containers and virtual machines, which nobody in the room can reach.
    private static let bridges = ["docker", "br-", "veth", "virbr", "vmnet", "bridge"]

    /// IPv4 first, which is what one types; link-local addresses work in no browser and are left out.
    package static var all: [String] {
        let devices = ((try? System.enumerateDevices()) ?? []).filter { device in
            !bridges.contains { device.name.hasPrefix($0) }
        }
        let addresses = devices.compactMap(\.address)
        return addresses.filter { $0.protocol == .inet }.compactMap(usable)
            + addresses.filter { $0.protocol == .inet6 }.compactMap(usable)
    }

    private static func usable(_ address: SocketAddress) -> String? {
        guard let ip = address.ipAddress else { return nil }
        let unusable = ["127.", "169.254.", "fe80:", "::1"]
        return unusable.contains { ip.hasPrefix($0) } ? nil : ip
    }
}
