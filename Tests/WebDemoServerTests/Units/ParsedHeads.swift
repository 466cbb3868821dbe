import NIOCore
import Testing

@testable import WebDemoServer

/// A connection's first bytes as the parser reads them; `nil` where the head is not complete.
func parsed(_ text: String, _ limits: HeadLimits = HeadLimits()) throws(RequestError) -> RequestHead? {
    try parsed(ByteBuffer(string: text), limits)
}

func parsed(_ bytes: ByteBuffer, _ limits: HeadLimits = HeadLimits()) throws(RequestError) -> RequestHead? {
    var parser = RequestHeadParser(limits: limits)
    var input = bytes
    return try parser.next(&input)
}

/// A complete head with these lines, each ended with CR LF, and the empty line.
func head(_ lines: String...) throws -> RequestHead {
    try #require(try parsed(lines.map { $0 + "\r\n" }.joined() + "\r\n"))
}

/// Why the bytes are no request; `nil` where they are one, or not a whole one.
func refusal(_ text: String, _ limits: HeadLimits = HeadLimits()) -> RequestError? {
    do throws(RequestError) {
        _ = try parsed(text, limits)
        return nil
    } catch {
        return error
    }
}

extension RequestError {
    var isMalformed: Bool {
        if case .malformed = self { true } else { false }
    }
}
