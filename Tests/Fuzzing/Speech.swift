import NIOCore
import TestSupport
import WebSockets

/// What a server said, read apart from its own parser. Throws where it is not RFC 6455.
struct Speech {
    private(set) var messages: [Message] = []
    private(set) var pongs: [[UInt8]] = []
    /// The payload of the close.
    private(set) var close: [UInt8]?
    private let agreed: PerMessageDeflate?
    private var inflater: Inflater?
    private var begun: TestFrame?

    init(parsing bytes: [UInt8], agreed: PerMessageDeflate?) throws {
        self.agreed = agreed
        var rest = bytes[...]
        while !rest.isEmpty {
            let frame = try TestFrame(takenFrom: &rest)
            try expect(close == nil, "a frame behind the close: \(frame)")
            try expect(!frame.masked, "a server's frame with a mask: \(frame)")
            if frame.opcode & 8 == 0 { try hear(data: frame) } else { try hear(control: frame) }
        }
    }

    private mutating func hear(data frame: TestFrame) throws {
        try expect(frame.opcode <= TestFrame.binary, "a reserved opcode: \(frame)")
        try expect((frame.opcode == TestFrame.continuation) == (begun != nil), "fragments out of order: \(frame)")
        try expect(frame.rsv == 0 || frame.rsv == 4 && agreed != nil && begun == nil, "reserved bits: \(frame)")
        var whole = begun ?? frame
        if begun != nil { whole.payload += frame.payload }
        begun = frame.fin ? nil : whole
        guard frame.fin else { return }
        let payload = whole.rsv == 0 ? ByteBuffer(bytes: whole.payload) : try inflated(whole.payload)
        let message = Message(whole.opcode == TestFrame.text ? .text : .binary, payload)
        try expect(message.kind == .binary || message.payload.isUTF8, "a text that is not UTF-8")
        messages.append(message)
    }

    private mutating func inflated(_ bytes: [UInt8]) throws -> ByteBuffer {
        guard let agreed, let inflater = inflater ?? Inflater(windowBits: agreed.serverMaxWindowBits) else {
            throw BrokenInvariant(description: "a window that zlib does not have")
        }
        self.inflater = agreed.serverContextTakeover ? inflater : nil
        var payload = ByteBuffer()
        try bytes.withUnsafeBytes { try inflater.inflate($0, to: &payload, limit: 1 << 24) }
        try inflater.endMessage(to: &payload, limit: 1 << 24)
        return payload
    }

    private mutating func hear(control frame: TestFrame) throws {
        try expect(frame.fin && frame.rsv == 0 && frame.payload.count <= 125, "not a control frame: \(frame)")
        switch frame.opcode {
        case TestFrame.ping: break
        case TestFrame.pong: pongs.append(frame.payload)
        case TestFrame.close: try hear(close: frame.payload)
        default: throw BrokenInvariant(description: "a reserved opcode: \(frame)")
        }
    }

    private mutating func hear(close payload: [UInt8]) throws {
        close = payload
        guard !payload.isEmpty else { return }
        try expect(payload.count >= 2, "a close of one byte")
        let code = CloseCode(rawValue: UInt16(payload[0]) << 8 | UInt16(payload[1]))
        try expect(code.isAllowedByRFC, "close code \(code.rawValue)")
        try expect(String(validating: payload[2...], as: UTF8.self) != nil, "a close reason that is not UTF-8")
    }
}

extension TestFrame {
    /// Throws where the frame is not whole, or its length not in the shortest form.
    fileprivate init(takenFrom rest: inout ArraySlice<UInt8>) throws {
        let head = try rest.take(2)
        let (first, second) = (head[0], head[1])
        let extended = try rest.take(second & 0x7F == 126 ? 2 : second & 0x7F == 127 ? 8 : 0)
        let length = extended.isEmpty ? Int(second & 0x7F) : extended.reduce(0) { $0 << 8 | Int($1) }
        try expect(length > [0: -1, 2: 125, 8: 0xFFFF][extended.count, default: .max], "a length too long in form")
        let key = try rest.take(second & 0x80 != 0 ? 4 : 0)
        self.init(
            opcode: first & 0xF,
            fin: first & 0x80 != 0,
            rsv: first >> 4 & 7,
            masked: !key.isEmpty,
            payload: try rest.take(length)
        )
    }
}

extension ArraySlice<UInt8> {
    fileprivate mutating func take(_ count: Int) throws -> [UInt8] {
        try expect(count >= 0 && count <= self.count, "the output ends inside a frame")
        defer { removeFirst(count) }
        return Array(prefix(count))
    }
}
