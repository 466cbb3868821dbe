import NIOCore

/// Reads past the body of a request that nobody wants, to where the next request begins.
struct BodyDrain {
    enum Progress: Equatable {
        case needsMore
        case done
        /// It is longer than we care to read, or broken: the connection must end after the answer.
        case givenUp
    }

    /// More than this is not read only to keep a connection.
    static let maxBytes = 64 << 10

    private var reader: BodyReader
    private var budget = BodyDrain.maxBytes

    init(_ body: RequestHead.Body) {
        reader = BodyReader(body)
        if case .length(let bytes) = body, bytes > budget { budget = 0 }
    }

    /// Whether it is clear from the announced length that the body will not be read.
    var isHopeless: Bool { budget == 0 }

    mutating func take(from input: inout ByteBuffer) -> Progress {
        while !reader.isDone {
            guard budget > 0 else { return .givenUp }
            let before = input.readableBytes
            let piece = reader.next(&input, limit: budget)
            budget -= before - input.readableBytes
            switch piece {
            case .content, .end: break
            case .needsMore: return budget > 0 ? .needsMore : .givenUp
            case .broken: return .givenUp
            }
        }
        return .done
    }
}
