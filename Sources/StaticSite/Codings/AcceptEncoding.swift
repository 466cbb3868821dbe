package import HTTPTypes

/// Which content codings a client can read, and which it would rather (RFC 9110 §12.5.3).
package struct AcceptEncoding: Equatable, Sendable {
    package enum Choice: Equatable, Sendable {
        case coded(ContentCoding)
        /// The bytes as they are.
        case identity
        /// Neither a coding that is there nor the bytes as they are.
        case notAcceptable
    }

    // Weights in thousandths, 0...1000, of what is listed. No dictionary: this is made for every request.
    private var br: Int?
    private var zstd: Int?
    private var gzip: Int?
    private var identity: Int?
    /// Of all that is not listed: `*`.
    private var others: Int?
    /// Whether nothing was said, so that the bytes as they are will do.
    let isEmpty: Bool

    /// Members that cannot be read count as not there. Without the field, as with an empty one, the bytes as they are will
    /// do: a client that wants a coding says so.
    package init(_ fields: HTTPFields) {
        let field = fields[.acceptEncoding] ?? ""
        isEmpty = field.isEmpty
        for member in field.utf8.split(separator: UInt8(ascii: ",")) {
            guard let (name, weight) = WeightedToken.parse(member) else { continue }
            note(weight, of: name)
        }
    }

    /// Whether the bytes as they are will not do.
    var refusesIdentity: Bool { !isEmpty && choose(from: []) == .notAcceptable }

    /// The coding with the highest weight, of equal ones the best. The bytes as they are come before it only where they
    /// are listed with a higher weight than it has.
    package func choose(from available: [ContentCoding]) -> Choice {
        var best: (coding: ContentCoding, weight: Int)?
        for coding in ContentCoding.allCases where available.contains(coding) {
            let weight = weight(of: coding) ?? others ?? 0
            if weight > best?.weight ?? 0 { best = (coding, weight) }
        }
        // A weight for all others is one for the bytes as they are only when it forbids them.
        let identity = identity ?? (others == 0 ? 0 : nil)
        if let best, best.weight >= identity ?? 0 { return .coded(best.coding) }
        return identity == 0 ? .notAcceptable : .identity
    }

    private func weight(of coding: ContentCoding) -> Int? {
        switch coding {
        case .br: br
        case .zstd: zstd
        case .gzip: gzip
        }
    }

    private mutating func note(_ weight: Int, of name: Substring.UTF8View) {
        // What is listed twice has the lower weight: a refusal counts.
        if name.isSpelled("gzip") || name.isSpelled("x-gzip") {
            gzip = min(gzip ?? weight, weight)
        } else if name.isSpelled("br") {
            br = min(br ?? weight, weight)
        } else if name.isSpelled("zstd") {
            zstd = min(zstd ?? weight, weight)
        } else if name.isSpelled("identity") {
            identity = min(identity ?? weight, weight)
        } else if name.isSpelled("*") {
            others = min(others ?? weight, weight)
        }
    }
}
