import NIOCore
import NIOPosix

/// The sockets that wait for connections: one port on every address that was asked for, or several.
struct Listeners: Sendable {
    /// A bootstrap keeps the options that it was given, so every socket gets one of its own.
    typealias MakeBootstrap = () -> ServerBootstrap

    let channels: [any Channel]
    let ports: [Int]
    /// Why it is not port 80, when nobody chose a port and 80 could not be had.
    let fallback: PortFallback?

    /// What may be tried after 8080: bounds the search on a machine with much running.
    private static let fallbackPorts = 8080...8179
    private static let ipv6Only = ChannelOptions.Types.SocketOption(level: .ipv6, name: .ipv6_v6only)

    static func bind(
        _ bootstrap: MakeBootstrap,
        _ binding: ServerOptions.Binding,
        ports: [Int]
    ) async throws -> Listeners {
        guard ports.isEmpty else {
            var channels: [any Channel] = []
            do {
                for port in ports {
                    channels += try await bindAll(bootstrap, binding, port: port)
                }
            } catch {
                await close(channels)
                throw StartError("\(error)")
            }
            return Listeners(channels, fallback: nil)
        }
        return try await bindDefault(bootstrap, binding)
    }

    private init(_ channels: [any Channel], fallback: PortFallback?) {
        self.channels = channels
        self.fallback = fallback
        var ports: [Int] = []
        for case let port? in channels.map(\.localAddress?.port) where !ports.contains(port) { ports.append(port) }
        self.ports = ports
    }

    private static func bindDefault(
        _ bootstrap: MakeBootstrap,
        _ binding: ServerOptions.Binding
    ) async throws -> Listeners {
        do {
            return Listeners(try await bindAll(bootstrap, binding, port: 80), fallback: nil)
        } catch let refusal as BindError where refusal.isAboutPort {
            for port in fallbackPorts {
                do {
                    let channels = try await bindAll(bootstrap, binding, port: port)
                    return Listeners(channels, fallback: PortFallback(refusal, port: port))
                } catch let error as BindError where error.isAboutPort {
                    continue
                } catch {
                    throw StartError("\(error)")
                }
            }
            let (first, last) = (fallbackPorts.lowerBound, fallbackPorts.upperBound)
            throw StartError("no port is free: neither 80 nor \(first) to \(last); choose one with --port")
        } catch {
            throw StartError("\(error)")
        }
    }

    /// All addresses of one port, or none. Port 0 becomes the port that the first address was given.
    private static func bindAll(
        _ bootstrap: MakeBootstrap,
        _ binding: ServerOptions.Binding,
        port: Int
    ) async throws -> [any Channel] {
        var attempts = port == 0 ? 16 : 1
        while true {
            attempts -= 1
            do {
                return try await bindOnce(bootstrap, binding, port: port)
            } catch let error as BindError where error.isAboutPort && attempts > 0 {
                continue  // the port that the first address was given is taken on the second
            }
        }
    }

    private static func bindOnce(
        _ bootstrap: MakeBootstrap,
        _ binding: ServerOptions.Binding,
        port: Int
    ) async throws -> [any Channel] {
        var channels: [any Channel] = []
        do {
            for address in try addresses(binding) {
                let port = channels.first?.localAddress?.port ?? port
                do {
                    channels.append(try await bind(bootstrap, address, port: port))
                } catch let error as BindError where error.isMissingAddress && !channels.isEmpty {
                    continue  // a machine without IPv6
                }
            }
        } catch {
            await close(channels)
            throw error
        }
        return channels
    }

    private static func bind(
        _ bootstrap: MakeBootstrap,
        _ address: String,
        port: Int
    ) async throws -> any Channel {
        do {
            let address = try SocketAddress(ipAddress: address, port: port)
            // Each protocol gets a socket of its own, so that peers appear with the addresses that they have.
            let isIPv6 = address.protocol == .inet6
            let own = bootstrap()
            if isIPv6 { _ = own.serverChannelOption(Self.ipv6Only, value: 1) }
            return try await own.bind(to: address).get()
        } catch let error as IOError {
            throw BindError(address: address, port: port, code: error.errnoCode)
        }
    }

    private static func addresses(_ binding: ServerOptions.Binding) throws -> [String] {
        switch binding {
        case .loopback: return ["127.0.0.1", "::1"]
        case .allAddresses: return ["0.0.0.0", "::"]
        case .address("localhost"): return ["127.0.0.1", "::1"]
        case .address(let host):
            guard let address = try? SocketAddress.makeAddressResolvingHost(host, port: 0), let ip = address.ipAddress
            else { throw StartError("'\(host)' is no address of this machine and no name of one") }
            return [ip]
        }
    }

    static func close(_ channels: [any Channel]) async {
        for channel in channels { try? await channel.close() }
    }
}
