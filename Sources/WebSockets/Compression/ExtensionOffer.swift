/// One extension that a client offers, with its parameters as they were sent (RFC 6455 §9.1). What they mean is judged
/// by the extension.
package struct ExtensionOffer: Equatable, Sendable {
    package struct Parameter: Equatable, Sendable {
        package let name: String
        /// `nil` without a `=`; empty when nothing follows it.
        package let value: Value?

        package init(_ name: String, _ value: Value? = nil) {
            self.name = name
            self.value = value
        }
    }

    package struct Value: Equatable, Sendable {
        /// Without the quotes, and every escaped character for itself.
        package let text: String
        package let isQuoted: Bool

        package init(_ text: String, isQuoted: Bool = false) {
            self.text = text
            self.isQuoted = isQuoted
        }
    }

    /// Offers of one request that are looked at; what follows them is not even parsed. A browser sends one, and a
    /// client that falls back a handful. Bounds what a long field makes us keep and compare.
    static let maxOffers = 64

    package let name: String
    package let parameters: [Parameter]

    package init(_ name: String, _ parameters: [Parameter] = []) {
        self.name = name
        self.parameters = parameters
    }

    /// The offers in the value of `Sec-WebSocket-Extensions`, all the lines of the field joined with commas, the one
    /// that the client prefers first. Empty for a list without members; `nil` when the value is malformed, which ends
    /// the handshake (RFC 6455 §9.1).
    package static func parse(_ fieldValue: String) -> [ExtensionOffer]? {
        var parser = ExtensionOfferParser(fieldValue)
        return parser.offers()
    }
}
