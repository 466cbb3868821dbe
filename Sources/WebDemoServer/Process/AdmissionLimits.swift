/// How many WebSockets there may be at a time. Further ones are answered with 503.
package struct AdmissionLimits: Equatable, Sendable {
    /// In all. Bounds what everybody together costs: so many idle ones take about 100 MiB and as many descriptors.
    package var maxConnections = 20_000
    /// From one address. Bounds what one machine can take from the others. A class of 30 behind one router, or in one
    /// IPv6 network, shares an address and gets 8 for each.
    package var maxConnectionsPerAddress = 256

    package init() {}
}
