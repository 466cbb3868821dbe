/// What a client and we agreed on for the compression of messages (RFC 7692 §7.1), and how we do our part of it.
package struct PerMessageDeflate: Equatable, Sendable {
    /// Whether our messages may refer to earlier ones.
    package let serverContextTakeover: Bool
    /// Whether the client's may.
    package let clientContextTakeover: Bool
    /// The largest window of our messages, 9...15.
    package let serverMaxWindowBits: Int
    /// The largest window of the client's messages, 8...15.
    package let clientMaxWindowBits: Int
    package let memoryLevel: Int
    package let level: Int
    package let minimumBytes: Int
    /// Whether the client named our window: an answer that does not would decline that (RFC 7692 §7.1.2.1).
    private let answersServerWindow: Bool

    private init(_ offer: DeflateOffer, _ options: CompressionOptions) {
        serverContextTakeover = options.serverContextTakeover && !offer.serverNoContextTakeover
        clientContextTakeover = options.clientContextTakeover && !offer.clientNoContextTakeover
        serverMaxWindowBits = min(offer.serverMaxWindowBits ?? 15, options.windowBits)
        clientMaxWindowBits = offer.clientMaxWindowBits.map { min($0, options.windowBits) } ?? 15
        memoryLevel = options.memoryLevel
        level = options.level
        minimumBytes = options.minimumBytes
        answersServerWindow = offer.serverMaxWindowBits != nil
    }

    /// The first offer that is one of permessage-deflate and can be accepted as a whole; `nil` when there is none, and
    /// messages then go uncompressed.
    package static func negotiate(_ offers: [ExtensionOffer], _ options: CompressionOptions) -> PerMessageDeflate? {
        offers.lazy.compactMap(DeflateOffer.init).first.map { PerMessageDeflate($0, options) }
    }

    /// The value of `Sec-WebSocket-Extensions` that tells the client.
    package var responseField: String {
        var parts = [DeflateOffer.name]
        if !serverContextTakeover { parts.append("server_no_context_takeover") }
        if !clientContextTakeover { parts.append("client_no_context_takeover") }
        if answersServerWindow || serverMaxWindowBits < 15 {
            parts.append("server_max_window_bits=\(serverMaxWindowBits)")
        }
        // Smaller only when the client offered it; it must not be named otherwise (RFC 7692 §7.1.2.2).
        if clientMaxWindowBits < 15 { parts.append("client_max_window_bits=\(clientMaxWindowBits)") }
        return parts.joined(separator: "; ")
    }
}
