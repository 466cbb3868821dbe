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
        /// A chunk's size in hexadecimal, an extension behind it, CR LF.
        case chunkSize(Int, digits: Int, inExtension: Bool)
        case chunkBytes(left: Int)
        case chunkEnd
        /// Trailer fields, to an empty line.
        case trailer(lineLength: Int)
        case done
    }

    private var part: Part
    private var budget = BodyDrain.maxBytes

    init(_ body: RequestHead.Body) {
        part =
            switch body {
            case .none: .done
            case .length(let bytes): .bytes(left: bytes)
            case .chunked: .chunkSize(0, digits: 0, inExtension: false)
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
            case .chunkSize, .chunkEnd, .trailer:
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

    private mutating func accept(_ byte: UInt8) -> Bool {
        switch (part, byte) {
        case (.chunkSize(let size, let digits, _), UInt8(ascii: "\n")) where digits > 0:
            part = size == 0 ? .trailer(lineLength: 0) : .chunkBytes(left: size)
        case (.chunkSize(let size, let digits, let inExtension), _):
            if !inExtension, let digit = Character(UnicodeScalar(byte)).hexDigitValue {
                // Seven digits are 256 MiB: past every budget, and far from an overflow.
                guard digits < 7 else { return false }
                part = .chunkSize(size << 4 | digit, digits: digits + 1, inExtension: false)
            } else {
                guard digits > 0, byte == UInt8(ascii: "\r") || byte >= 0x20 || byte == UInt8(ascii: "\t") else {
                    return false
                }
                part = .chunkSize(size, digits: digits, inExtension: true)
            }
        case (.chunkEnd, UInt8(ascii: "\r")):
            break
        case (.chunkEnd, UInt8(ascii: "\n")):
            part = .chunkSize(0, digits: 0, inExtension: false)
        case (.trailer(let length), UInt8(ascii: "\n")):
            part = length == 0 ? .done : .trailer(lineLength: 0)
        case (.trailer, UInt8(ascii: "\r")):
            break
        case (.trailer(let length), _):
            part = .trailer(lineLength: length + 1)
        case (.chunkEnd, _), (.bytes, _), (.chunkBytes, _), (.done, _):
            return false
        }
        return true
    }
}
