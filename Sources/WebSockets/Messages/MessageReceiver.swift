package import NIOCore

/// Turns the bytes of one peer into messages and control frames, and finds every violation of RFC 6455 §5 on the way.
///
/// Payload is unmasked as it arrives, so a frame is never held twice and nothing is allocated by a length that a peer
/// only announced.
package struct MessageReceiver {
    package enum Event: Equatable {
        case message(Message)
        case ping(ByteBuffer)
        case pong(ByteBuffer)
        case close(CloseFrame)
    }

    /// Storage that is used again for the next message.
    private static let keptBytes = 2048

    private let limits: WebSocketLimits
    /// The frame whose payload is arriving, and how much of it has.
    private var frame: Frame?
    private var received = 0
    /// The message that has begun and not ended.
    private var kind: Message.Kind?
    private var fragments = 0
    private var text = UTF8Validator()
    private var payload = ByteBuffer()
    private var controlPayload = ByteBuffer()

    /// A header that has been judged.
    private struct Frame {
        var opcode: Opcode
        var isFinal: Bool
        var key: MaskingKey
        var length: Int
    }

    package init(limits: WebSocketLimits = WebSocketLimits()) {
        self.limits = limits
    }

    /// The next event in `input`; `nil` when more bytes are needed. What is left in `input` then is the beginning of a
    /// header, 13 bytes at most, to be given again in front of what follows. After an error nothing more is read.
    package mutating func next(_ input: inout ByteBuffer) throws(ProtocolViolation) -> Event? {
        while true {
            let frame: Frame
            if let current = self.frame {
                frame = current
            } else {
                guard let header = FrameHeader.parse(&input) else { return nil }
                frame = try begin(header)
                self.frame = frame
            }
            try take(from: &input, of: frame)
            guard received == frame.length else { return nil }
            self.frame = nil
            received = 0
            if let event = try end(frame) { return event }
        }
    }

    /// Gives back the memory of a large message once no part of one is held. Called between two reads, so that an idle
    /// connection is a small one.
    package mutating func releaseMemory() {
        if kind == nil, payload.storageCapacity > Self.keptBytes { payload = ByteBuffer() }
        if frame == nil { controlPayload = ByteBuffer() }
    }

    // MARK: A frame begins

    private mutating func begin(_ header: FrameHeader) throws(ProtocolViolation) -> Frame {
        guard header.reservedBits == 0 else { throw .reservedBits(header.reservedBits) }
        guard let opcode = Opcode(rawValue: header.rawOpcode) else { throw .reservedOpcode(header.rawOpcode) }
        guard let key = header.maskingKey else { throw .notMasked }
        guard header.hasMinimalLength else { throw .lengthNotMinimal }
        guard let length = Int(exactly: header.payloadLength) else { throw .lengthTooLarge }
        if opcode.isControl {
            guard header.isFinal else { throw .controlFrameFragmented }
            guard length <= 125 else { throw .controlFrameTooLong }
            controlPayload.clear()
        } else {
            try beginFragment(opcode, length: length)
        }
        return Frame(opcode: opcode, isFinal: header.isFinal, key: key, length: length)
    }

    private mutating func beginFragment(_ opcode: Opcode, length: Int) throws(ProtocolViolation) {
        if opcode == .continuation {
            guard kind != nil else { throw .continuationWithoutStart }
        } else {
            guard kind == nil else { throw .startInsideMessage }
            kind = opcode == .text ? .text : .binary
            fragments = 0
            // Whoever keeps the last message keeps its storage; `clear` would get as much again for this one.
            if payload.storageCapacity > Self.keptBytes { payload = ByteBuffer() } else { payload.clear() }
        }
        fragments += 1
        guard fragments <= limits.maxFragments else { throw .tooManyFragments(limit: limits.maxFragments) }
        // The difference, because a sum with a peer's number could overflow.
        guard length <= limits.maxMessageBytes - payload.readableBytes else {
            throw .messageTooBig(limit: limits.maxMessageBytes)
        }
    }

    // MARK: Its payload arrives

    private mutating func take(from input: inout ByteBuffer, of frame: Frame) throws(ProtocolViolation) {
        let count = min(input.readableBytes, frame.length - received)
        guard count > 0 else { return }
        if frame.opcode.isControl {
            frame.key.unmask(count, from: &input, offset: received, to: &controlPayload)
        } else {
            frame.key.unmask(count, from: &input, offset: received, to: &payload)
            try checkText(newBytes: count)
        }
        received += count
    }

    private mutating func checkText(newBytes count: Int) throws(ProtocolViolation) {
        guard kind == .text else { return }
        let isValid = payload.withUnsafeReadableBytes { bytes in
            text.accepts(UnsafeRawBufferPointer(rebasing: bytes.suffix(count)))
        }
        guard isValid else { throw .notUTF8 }
    }

    // MARK: It ends

    private mutating func end(_ frame: Frame) throws(ProtocolViolation) -> Event? {
        switch frame.opcode {
        case .ping: .ping(controlPayload)
        case .pong: .pong(controlPayload)
        case .close: .close(try CloseFrame(parsing: controlPayload))
        case .continuation, .text, .binary: frame.isFinal ? try endMessage() : nil
        }
    }

    private mutating func endMessage() throws(ProtocolViolation) -> Event? {
        guard let kind else { return nil }
        guard kind == .binary || text.isComplete else { throw .notUTF8 }
        self.kind = nil
        return .message(Message(kind, payload))
    }
}
