/// Turns the value of `Sec-WebSocket-Extensions` into offers, in one pass over its bytes.
///
/// RFC 6455 §9.1 takes its grammar from RFC 2616: members may be empty, and blanks may stand between any two parts, also
/// around a `=`.
struct ExtensionOfferParser {
    private var rest: ArraySlice<UInt8>

    init(_ fieldValue: String) {
        rest = Array(fieldValue.utf8)[...]
    }

    mutating func offers() -> [ExtensionOffer]? {
        var offers: [ExtensionOffer] = []
        skipBlanks()
        while !rest.isEmpty, offers.count < ExtensionOffer.maxOffers {
            if !take(",") {
                guard let offer = offer(), rest.isEmpty || take(",") else { return nil }
                offers.append(offer)
            }
            skipBlanks()
        }
        return offers
    }

    private mutating func offer() -> ExtensionOffer? {
        guard let name = token() else { return nil }
        var parameters: [ExtensionOffer.Parameter] = []
        skipBlanks()
        while take(";") {
            guard let parameter = parameter() else { return nil }
            parameters.append(parameter)
        }
        return ExtensionOffer(name, parameters)
    }

    private mutating func parameter() -> ExtensionOffer.Parameter? {
        skipBlanks()
        guard let name = token() else { return nil }
        skipBlanks()
        guard take("=") else { return ExtensionOffer.Parameter(name) }
        skipBlanks()
        guard let value = value() else { return nil }
        skipBlanks()
        return ExtensionOffer.Parameter(name, value)
    }

    /// A value that is missing makes one offer useless, not the field unreadable, so it is an empty one.
    private mutating func value() -> ExtensionOffer.Value? {
        guard take("\"") else { return ExtensionOffer.Value(token() ?? "") }
        return quotedText().map { ExtensionOffer.Value($0, isQuoted: true) }
    }

    /// What follows an opening quote, up to the closing one; `nil` when there is none.
    private mutating func quotedText() -> String? {
        var text: [UInt8] = []
        while let octet = rest.popFirst() {
            switch octet {
            case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                guard let escaped = rest.popFirst() else { return nil }
                text.append(escaped)
            default: text.append(octet)
            }
        }
        return nil
    }

    private mutating func token() -> String? {
        let octets = rest.prefix(while: \.isTokenOctet)
        guard !octets.isEmpty else { return nil }
        rest = rest.dropFirst(octets.count)
        return String(decoding: octets, as: UTF8.self)
    }

    private mutating func take(_ mark: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: mark) else { return false }
        rest = rest.dropFirst()
        return true
    }

    private mutating func skipBlanks() {
        rest = rest.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    }
}

extension UInt8 {
    /// RFC 9110 §5.6.2.
    fileprivate var isTokenOctet: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "!#$%&'*+-.^_`|~".utf8.contains(self)
        }
    }
}
