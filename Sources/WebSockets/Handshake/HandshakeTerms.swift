/// What an endpoint asks of who wants to connect.
package struct HandshakeTerms: Equatable, Sendable {
    /// Which pages may connect. A browser names the page's origin; other clients mostly name none, and are let in.
    package enum OriginPolicy: Equatable, Sendable {
        /// Every page, also one opened from a file (`Origin: null`): for endpoints that hold no secret.
        case any
        /// Only pages of the host and port that the request itself names, and of the origins that the server allows.
        case sameOrigin
        /// Only pages of the host and port that the request itself names, whatever origins the server allows elsewhere.
        case ownOrigin
        /// The same with pages of every port of that host, for endpoints that other servers' pages are meant to use. Whoever
        /// runs a server on any port of the host is let in, so it must be no harm that they hear what is said here.
        case sameHost
        /// Only pages of this origin, and nobody who names none.
        case only(String)
    }

    /// A field of the answer that no WebSocket needs.
    package struct Field: Equatable, Sendable {
        let name: String
        let value: String
        /// The field is only for who asks with this among what stands behind the `?`; `nil` for everybody.
        let command: String?

        package init(_ name: String, _ value: String, for command: String? = nil) {
            self.name = name
            self.value = value
            self.command = command
        }
    }

    package var origins: OriginPolicy
    /// The subprotocols that the endpoint speaks. The first offered one that is among them is chosen.
    package var subprotocols: [String]
    /// Whether who offers none of `subprotocols` is refused. Otherwise the connection then has no subprotocol.
    package var demandsSubprotocol: Bool
    /// How messages are compressed for peers that offer it; `nil` for never.
    package var compression: CompressionOptions?
    /// What the answer says beside what it must.
    package var fields: [Field]
    /// What the endpoint does wrong on purpose; `nil` for all others.
    package var misconduct: Misconduct?

    package init(
        origins: OriginPolicy,
        subprotocols: [String] = [],
        demandsSubprotocol: Bool = false,
        compression: CompressionOptions? = CompressionOptions(),
        fields: [Field] = [],
        misconduct: Misconduct? = nil
    ) {
        self.origins = origins
        self.subprotocols = subprotocols
        self.demandsSubprotocol = demandsSubprotocol
        self.compression = compression
        self.fields = fields
        self.misconduct = misconduct
    }
}
