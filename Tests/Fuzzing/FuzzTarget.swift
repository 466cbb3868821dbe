/// What is fuzzed. The first byte of an input chooses; an input that chooses nothing is passed over.
enum FuzzTarget: UInt8, CaseIterable {
    case receiver
    case handler
    case handshake
    case requests
    case compression

    /// Throws a `BrokenInvariant` where these bytes do what no bytes may do.
    static func check(_ bytes: [UInt8]) throws {
        guard let first = bytes.first, let target = FuzzTarget(rawValue: first),
            let input = FuzzInput(bytes.dropFirst())
        else { return }
        switch target {
        case .receiver: try ReceiverTarget.check(input)
        case .handler: try HandlerTarget.check(input)
        case .handshake: try HandshakeTarget.check(input)
        case .requests: try RequestsTarget.check(input)
        case .compression: try CompressionTarget.check(input)
        }
    }
}
