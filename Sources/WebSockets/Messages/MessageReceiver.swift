package import NIOCore

/// Turns the bytes of one peer into messages and control frames, and finds every violation of RFC 6455 §5 on the way.
///
/// Payload is unmasked, and inflated, as it arrives, so a frame is never held twice and nothing is allocated by a length
/// that a peer only announced.
package struct MessageReceiver {
    package enum Event: Equatable {
        case message(Message)
        case ping(ByteBuffer)
        case pong(ByteBuffer)
        case close(CloseFrame)
    }

    /// How far one step came.
    enum Step {
        case needsMore
        /// A frame has ended; of a message, only the last one is an event.
        case frameEnded(Event?)
    }

    /// Storage that is used again for the next message. More than that costs more in an idle connection than it saves.
    private static let keptBytes = 256

    let limits: WebSocketLimits
    /// `nil` where permessage-deflate was not agreed on.
    private let compression: Compression?
    /// The frame whose payload is arriving, and how much of it has.
    private var frame: Frame?
    private var received = 0
    /// The message that has begun and not ended.
    private var kind: Message.Kind?
    private(set) var isCompressed = false
    private var fragments = 0
    /// Payload of the message's frames as it was on the wire, announced ones too.
    private var announced = 0
    private var text = UTF8Validator()
    /// The message's payload so far.
    private(set) var payload = ByteBuffer()
    private var controlPayload = ByteBuffer()

    /// A header that has been judged.
    private struct Frame {
        var opcode: Opcode
        var isFinal: Bool
        var key: MaskingKey
        var length: Int
    }

    package init(limits: WebSocketLimits = WebSocketLimits(), compression: Compression? = nil) {
        self.limits = limits
        self.compression = compression
    }

    /// The next event in `input`; `nil` when more bytes are needed. What is left in `input` then is the beginning of a
    /// header, 13 bytes at most, to be given again in front of what follows. After an error nothing more is read.
    package mutating func next(_ input: inout ByteBuffer) throws(ProtocolViolation) -> Event? {
        if let message = shortMessage(&input) { return .message(message) }
        while case .frameEnded(let event) = try step(&input) {
            if let event { return event }
        }
        return nil
    }

    /// The most frequent case at a third of the price: a message in one frame of at most 125 bytes that is all there. For
    /// everything else nothing is taken, and what is wrong is found by `step`.
    private mutating func shortMessage(_ input: inout ByteBuffer) -> Message? {
        guard kind == nil, frame == nil else { return nil }
        let first = input.withUnsafeReadableBytes { source -> UInt8? in
            guard source.count >= 6 else { return nil }
            let (first, length) = (source[0], Int(source[1]) - 0x80)
            guard first == 0x81 || first == 0x82, 0...125 ~= length, length <= limits.maxShortBytes else { return nil }
            guard source.count >= 6 + length else { return nil }
            let key = MaskingKey(inMemoryOrder: source.loadUnaligned(fromByteOffset: 2, as: UInt32.self))
            let masked = UnsafeRawBufferPointer(rebasing: source[6..<6 + length])
            prepareForMessage()
            payload.reserveCapacity(length)
            let isASCII = payload.withVeryUnsafeMutableBytes { key.unmask(masked, offset: 0, to: $0) }
            payload.moveWriterIndex(to: length)
            return isASCII || first == 0x82 || isText(payload) ? first : nil
        }
        guard let first else { return nil }
        input.moveReaderIndex(forwardBy: 6 + payload.readableBytes)
        return Message(first == 0x81 ? .text : .binary, payload)
    }

    private func isText(_ payload: ByteBuffer) -> Bool {
        var text = UTF8Validator()
        return payload.withUnsafeReadableBytes { text.accepts($0) } && text.isComplete
    }

    /// Takes one frame from `input`, or as much of it as there is.
    mutating func step(_ input: inout ByteBuffer) throws(ProtocolViolation) -> Step {
        let frame: Frame
        if let current = self.frame {
            frame = current
        } else {
            guard let header = FrameHeader.parse(&input) else { return .needsMore }
            frame = try begin(header)
            self.frame = frame
        }
        try take(from: &input, of: frame)
        guard received == frame.length else { return .needsMore }
        self.frame = nil
        received = 0
        return .frameEnded(try end(frame))
    }

    /// Whether a frame's header was taken, and not yet all of its payload.
    var isInsideFrame: Bool { frame != nil }

    /// Gives back the memory of a large message once no part of one is held. Called between two reads, so that an idle
    /// connection is a small one.
    package mutating func releaseMemory() {
        if kind == nil, payload.storageCapacity > Self.keptBytes { payload = ByteBuffer() }
        if frame == nil { controlPayload = ByteBuffer() }
    }

    /// Gives back what is kept for the next message too, while none is arriving.
    mutating func releaseKeptMemory() {
        if kind == nil { payload = ByteBuffer() }
    }

    // MARK: A frame begins

    private mutating func begin(_ header: FrameHeader) throws(ProtocolViolation) -> Frame {
        guard header.reservedBits == 0 || startsCompressedMessage(header) else {
            throw .reservedBits(header.reservedBits)
        }
        guard let opcode = Opcode(rawValue: header.rawOpcode) else { throw .reservedOpcode(header.rawOpcode) }
        guard let key = header.maskingKey else { throw .notMasked }
        guard header.hasMinimalLength else { throw .lengthNotMinimal }
        guard let length = Int(exactly: header.payloadLength) else { throw .lengthTooLarge }
        if opcode.isControl {
            guard header.isFinal else { throw .controlFrameFragmented }
            guard length <= 125 else { throw .controlFrameTooLong }
            controlPayload.clear()
        } else {
            try beginFragment(opcode, length: length, isCompressed: header.reservedBits != 0)
        }
        return Frame(opcode: opcode, isFinal: header.isFinal, key: key, length: length)
    }

    /// RSV1 says so, on the first frame of a data message and nowhere else (RFC 7692 §6).
    private func startsCompressedMessage(_ header: FrameHeader) -> Bool {
        guard header.reservedBits == FrameHeader.rsv1, compression != nil else { return false }
        return header.rawOpcode == Opcode.text.rawValue || header.rawOpcode == Opcode.binary.rawValue
    }

    private mutating func beginFragment(
        _ opcode: Opcode,
        length: Int,
        isCompressed: Bool
    ) throws(ProtocolViolation) {
        if opcode == .continuation {
            guard kind != nil else { throw .continuationWithoutStart }
        } else {
            guard kind == nil else { throw .startInsideMessage }
            beginMessage(opcode == .text ? .text : .binary, isCompressed: isCompressed)
        }
        fragments += 1
        guard fragments <= limits.maxFragments else { throw .tooManyFragments(limit: limits.maxFragments) }
        guard length <= limits.maxFrameBytes else { throw .frameTooBig(limit: limits.maxFrameBytes) }
        // The difference, because a sum with a peer's number could overflow.
        guard length <= maxWireBytes - announced else { throw .messageTooBig(limit: limits.maxMessageBytes) }
        announced += length
    }

    private mutating func beginMessage(_ kind: Message.Kind, isCompressed: Bool) {
        self.kind = kind
        self.isCompressed = isCompressed
        fragments = 0
        announced = 0
        prepareForMessage()
    }

    /// Whoever keeps the last message keeps its storage; this one then gets only as much as it needs.
    private mutating func prepareForMessage() {
        if payload.storageCapacity > Self.keptBytes {
            payload = ByteBuffer()
        } else {
            payload.clear(minimumCapacity: 0)
        }
    }

    /// Data that cannot be compressed becomes longer by it, and by every flush between two fragments; an eighth, and 16
    /// bytes a fragment, are more than any deflate needs for that.
    private var maxWireBytes: Int {
        isCompressed
            ? limits.maxMessageBytes + limits.maxMessageBytes / 8 + 64 + 16 * fragments : limits.maxMessageBytes
    }

    // MARK: Its payload arrives

    private mutating func take(from input: inout ByteBuffer, of frame: Frame) throws(ProtocolViolation) {
        let count = min(input.readableBytes, frame.length - received)
        guard count > 0 else { return }
        if frame.opcode.isControl {
            frame.key.unmask(count, from: &input, offset: received, to: &controlPayload)
        } else if isCompressed, let compression {
            let before = payload.readableBytes
            try compression.inflate(count, from: &input, of: frame.key, offset: received, to: &payload, limits)
            try checkText(newBytes: payload.readableBytes - before)
        } else {
            let isASCII = frame.key.unmask(count, from: &input, offset: received, to: &payload)
            if !isASCII || !text.isComplete { try checkText(newBytes: count) }
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
        if isCompressed, let compression {
            let before = payload.readableBytes
            try compression.endInflating(to: &payload, limits)
            try checkText(newBytes: payload.readableBytes - before)
        }
        guard kind == .binary || text.isComplete else { throw .notUTF8 }
        self.kind = nil
        return .message(Message(kind, payload))
    }
}
