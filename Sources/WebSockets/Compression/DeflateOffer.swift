/// An offer of permessage-deflate that was judged: every parameter is known, comes once and has a value that it may have
/// (RFC 7692 §7.1). Without any of them, both sides keep their context and use windows of 2^15 bytes.
struct DeflateOffer {
    static let name = "permessage-deflate"

    private(set) var serverNoContextTakeover = false
    private(set) var clientNoContextTakeover = false
    private(set) var serverMaxWindowBits: Int?
    /// `nil` when the client does not let us choose its window.
    private(set) var clientMaxWindowBits: Int?

    /// `nil` when the offer is of another extension or has to be declined (RFC 7692 §7).
    init?(_ offer: ExtensionOffer) {
        guard offer.name.isToken(Self.name) else { return nil }
        for parameter in offer.parameters {
            guard take(parameter) else { return nil }
        }
    }

    private mutating func take(_ parameter: ExtensionOffer.Parameter) -> Bool {
        let (name, value) = (parameter.name, parameter.value)
        if name.isToken("server_no_context_takeover") {
            guard !serverNoContextTakeover, value == nil else { return false }
            serverNoContextTakeover = true
        } else if name.isToken("client_no_context_takeover") {
            guard !clientNoContextTakeover, value == nil else { return false }
            clientNoContextTakeover = true
        } else if name.isToken("server_max_window_bits") {
            // 8 is valid, but zlib would use a window of 9 bits for it, or in raw deflate none at all.
            guard serverMaxWindowBits == nil, let bits = value?.bits(in: 9...15) else { return false }
            serverMaxWindowBits = bits
        } else if name.isToken("client_max_window_bits") {
            guard clientMaxWindowBits == nil, let bits = value.map({ $0.bits(in: 8...15) }) ?? 15 else { return false }
            clientMaxWindowBits = bits
        } else {
            return false
        }
        return true
    }
}

extension ExtensionOffer.Value {
    /// A decimal number without leading zeroes, and not in quotes (RFC 7692 §7.1.2).
    fileprivate func bits(in range: ClosedRange<Int>) -> Int? {
        isQuoted ? nil : range.first { text == String($0) }
    }
}
