import NIOCore

/// Reads past the body of a request, which nothing here wants, to where the next request begins (RFC 9112 §6, §7.1).
struct BodyDrain {
    enum Progress: Equatable {
        case needsMore
        case done
        /// It is longer than we care to read, or broken: the connection must end after the answer.
        case givenUp
    }

    /// More than this is not read only to keep a connection.
    static let maxBytes = 64 << 10

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
        case done
    }

    private var part: Part
    private var budget = BodyDrain.maxBytes

    init(_ body: RequestHead.Body) {
        part =
            switch body {
            case .none: .done
            case .length(let bytes): .bytes(left: bytes)
            case .chunked: .chunkSize(0, digits: 0)
            }
        if case .bytes(let bytes) = part, bytes > budget { budget = 0 }
    }

    /// Whether it is clear from the announced length that the body will not be read.
    var isHopeless: Bool { budget == 0 }

    mutating func take(from input: inout ByteBuffer) -> Progress {
        while part != .done {
            guard budget > 0 else { return .givenUp }
            guard input.readableBytes > 0 else { return .needsMore }
            switch part {
            case .bytes(let left):
                let rest = left - skip(left, of: &input)
                part = rest == 0 ? .done : .bytes(left: rest)
            case .chunkBytes(let left):
                let rest = left - skip(left, of: &input)
                part = rest == 0 ? .chunkEnd : .chunkBytes(left: rest)
            case .chunkSize, .chunkExtension, .chunkSizeEnd, .chunkEnd, .chunkEndLF, .trailer, .trailerEnd:
                guard let byte = input.readInteger(as: UInt8.self), accept(byte) else { return .givenUp }
                budget -= 1
            case .done:
                break
            }
        }
        return .done
    }

    private mutating func skip(_ count: Int, of input: inout ByteBuffer) -> Int {
        let taken = min(count, input.readableBytes, budget)
        input.moveReaderIndex(forwardBy: taken)
        budget -= taken
        return taken
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
            (.done, _):
            return false
        }
        return true
    }

    private mutating func acceptSize(_ byte: UInt8, _ size: Int, digits: Int) -> Bool {
        if let digit = Character(UnicodeScalar(byte)).hexDigitValue {
            // Seven digits are 256 MiB: past every budget, and far from an overflow.
            guard digits < 7 else { return false }
            part = .chunkSize(size << 4 | digit, digits: digits + 1)
        } else {
            guard digits > 0, byte == UInt8(ascii: ";") || byte.isBlank else { return false }
            part = .chunkExtension(size, hasBegun: byte == UInt8(ascii: ";"))
        }
        return true
    }
}
