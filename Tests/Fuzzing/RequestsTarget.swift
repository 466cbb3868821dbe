import HTTPTypes
import NIOCore

@testable import WebDemoServer

/// An HTTP/1.1 connection's requests: the same ones however the bytes come, and each means what it says.
enum RequestsTarget {
    /// What a connection does, as far as the way its bytes come may not matter: of a head that is wrong in two ways,
    /// either may be told.
    private enum Step: Equatable {
        case answer(HTTPRequest, raw: ByteBuffer, body: RequestHead.Body, keepsAlive: Bool)
        case refuse
        case hangUp
        case close
    }

    static func check(_ input: FuzzInput) throws {
        let limits = limits(input)
        let conversations = try input.cuts.map { try steps($0, limits) }
        for steps in conversations.dropFirst() {
            try expect(steps == conversations[0], "at once: \(conversations[0])\nin pieces: \(steps)")
        }
    }

    /// Small limits are reached by small inputs.
    private static func limits(_ input: FuzzInput) -> HeadLimits {
        var limits = HeadLimits()
        if input.options & 1 != 0 { limits.maxHeadBytes = 200 }
        if input.options & 2 != 0 { limits.maxTargetBytes = 20 }
        if input.options & 4 != 0 { limits.maxFields = 4 }
        return limits
    }

    private static func steps(_ pieces: [ArraySlice<UInt8>], _ limits: HeadLimits) throws -> [Step] {
        var state = HTTPConnectionState(limits: limits)
        var input = ByteBuffer()
        var steps: [Step] = []
        for piece in pieces {
            input.writeBytes(piece)
            while let step = try step(of: state.next(&input), limits) {
                steps.append(step)
                if let end = try self.step(of: state.answered(), limits) { steps.append(end) }
            }
        }
        if let end = try step(of: state.inputEnded(), limits) { steps.append(end) }
        return steps
    }

    private static func step(of action: HTTPConnectionState.Action, _ limits: HeadLimits) throws -> Step? {
        switch action {
        case .wait: return nil
        case .refuse: return .refuse
        case .hangUp: return .hangUp
        case .close: return .close
        case .answer(let head, let keepsAlive):
            try check(head, limits)
            return .answer(head.request, raw: head.raw, body: head.body, keepsAlive: keepsAlive)
        }
    }

    private static func check(_ head: RequestHead, _ limits: HeadLimits) throws {
        try expect(head.raw.readableBytes <= limits.maxHeadBytes, "a head past its limit")
        // Bytes and not characters: a mark that joins with the slash would hide it.
        try expect(head.target.utf8.first == UInt8(ascii: "/") || head.target == "*", "the target \(head.target)")
        try expect(head.target.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F }, "the target \(head.target)")
        try expect(head.target.utf8.count <= limits.maxTargetBytes + 1, "a target past its limit")
        try expect(head.request.headerFields.count <= limits.maxFields, "too many fields")
        try checkRoundTrip(head)
    }

    /// A head that is written as it was understood means the same again.
    private static func checkRoundTrip(_ head: RequestHead) throws {
        let request = head.request
        var text = "\(request.method.rawValue) \(head.target) HTTP/1.\(head.isHTTP11 ? 1 : 0)\r\n"
        if let authority = request.authority { text += "Host: \(authority)\r\n" }
        for field in request.headerFields { text += "\(field.name.rawName): \(field.value)\r\n" }
        text += "\r\n"
        var bytes = ByteBuffer(string: text)
        var unlimited = HeadLimits()
        (unlimited.maxHeadBytes, unlimited.maxTargetBytes) = (.max, .max)
        var parser = RequestHeadParser(limits: unlimited)
        let again = try parser.next(&bytes)
        try expect(
            again?.request == request && again?.body == head.body,
            "\(request) became \(String(describing: again))"
        )
        try expect(bytes.readableBytes == 0, "the end of the head moved")
    }
}
