import NIOCore

/// Takes the body of a request out of the bytes of a connection, without its framing, to where the next request begins
/// (RFC 9112 §6, §7.1). Trailer fields are passed over.
struct BodyReader {
    enum Piece: Equatable {
        case content(ByteBuffer)
        case needsMore
        case end
        /// Where the body ends cannot be known, so nothing behind it can be read either.
        case broken
    }

    private enum Part: Equatable {
        case bytes(left: Int)
        /// A chunk's size in hexadecimal.
        case chunkSize(Int, digits: Int)
        /// `;` and more, or blanks before it; ends with CR.
        case chunkExtension(Int, hasBegun: Bool)
        /// The LF of the line with the size.
        case chunkSizeEnd(Int)
        case chunkBytes(left: Int)
        /// The CR behind a chunk, then its LF.
        case chunkEnd, chunkEndLF
        /// A line of trailer fields; an empty one is the last. It ends with CR.
        case trailer(isEmpty: Bool)
        case trailerEnd(isLast: Bool)
        case done, broken
    }

    private var part: Part

    init(_ body: RequestHead.Body) {
        part =
            switch body {
            case .none: .done
            case .length(let bytes): .bytes(left: bytes)
            case .chunked: .chunkSize(0, digits: 0)
            }
    }

    var isDone: Bool { part == .done }

    /// Takes at most `limit` bytes, those of the framing too.
    mutating func next(_ input: inout ByteBuffer, limit: Int = .max) -> Piece {
        let end = input.readableBytes - min(limit, input.readableBytes)
        while true {
            switch part {
            case .done: return .end
            case .broken: return .broken
            case _ where input.readableBytes <= end: return .needsMore
            case .bytes(let left):
                let bytes = take(left, of: &input, to: end)
                part = bytes.readableBytes == left ? .done : .bytes(left: left - bytes.readableBytes)
                return .content(bytes)
            case .chunkBytes(let left):
                let bytes = take(left, of: &input, to: end)
                part = bytes.readableBytes == left ? .chunkEnd : .chunkBytes(left: left - bytes.readableBytes)
                return .content(bytes)
            case .chunkSize, .chunkExtension, .chunkSizeEnd, .chunkEnd, .chunkEndLF, .trailer, .trailerEnd:
                guard let byte = input.readInteger(as: UInt8.self), accept(byte) else {
                    part = .broken
                    return .broken
                }
            }
        }
    }

    private func take(_ count: Int, of input: inout ByteBuffer, to end: Int) -> ByteBuffer {
        input.readSlice(length: min(count, input.readableBytes - end)) ?? ByteBuffer()
    }

    /// One byte of the framing. Lines end with CR LF: what is lenient here finds the next request where others do not.
    private mutating func accept(_ byte: UInt8) -> Bool {
        let (cr, lf) = (UInt8(ascii: "\r"), UInt8(ascii: "\n"))
        switch (part, byte) {
        case (.chunkSize(let size, digits: 1...), cr), (.chunkExtension(let size, _), cr):
            part = .chunkSizeEnd(size)
        case (.chunkSize(let size, let digits), _):
            return acceptSize(byte, size, digits: digits)
        case (.chunkExtension(let size, let hasBegun), _):
            guard byte == UInt8(ascii: ";") || (hasBegun ? byte.isText : byte.isBlank) else { return false }
            part = .chunkExtension(size, hasBegun: hasBegun || byte == UInt8(ascii: ";"))
        case (.chunkSizeEnd(let size), lf):
            part = size == 0 ? .trailer(isEmpty: true) : .chunkBytes(left: size)
        case (.chunkEnd, cr):
            part = .chunkEndLF
        case (.chunkEndLF, lf):
            part = .chunkSize(0, digits: 0)
        case (.trailer(let isEmpty), cr):
            part = .trailerEnd(isLast: isEmpty)
        case (.trailer, _):
            guard byte.isText else { return false }
            part = .trailer(isEmpty: false)
        case (.trailerEnd(let isLast), lf):
            part = isLast ? .done : .trailer(isEmpty: true)
        case (.chunkSizeEnd, _), (.chunkEnd, _), (.chunkEndLF, _), (.trailerEnd, _), (.bytes, _), (.chunkBytes, _),
            (.done, _), (.broken, _):
            return false
        }
        return true
    }

    private mutating func acceptSize(_ byte: UInt8, _ size: Int, digits: Int) -> Bool {
        if let digit = Character(UnicodeScalar(byte)).hexDigitValue {
            // Seven digits are 256 MiB: more than anybody puts into one chunk, and far from an overflow.
            guard digits < 7 else { return false }
            part = .chunkSize(size << 4 | digit, digits: digits + 1)
        } else {
            guard digits > 0, byte == UInt8(ascii: ";") || byte.isBlank else { return false }
            part = .chunkExtension(size, hasBegun: byte == UInt8(ascii: ";"))
        }
        return true
    }
}
