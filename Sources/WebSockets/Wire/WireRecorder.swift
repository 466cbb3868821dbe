import NIOCore

/// Puts together what a watcher is told, from the bytes that the receiver takes and those that are sent.
final class WireRecorder {
    let watcher: any WireWatcher
    private let connection: UInt64
    private let eventLoop: any EventLoop

    /// The frame that is arriving began before anybody watched.
    private var isInsideFrame: Bool
    /// The frame that is arriving, as far as it was taken.
    private var header: FrameHeader?
    private var raw = ByteBuffer()
    private var inflated = ByteBuffer()
    /// Payload of the arriving message that was inflated by its earlier frames and steps.
    private var inflatedBefore = 0
    private var received = MessageInProgress()
    private var sent = MessageInProgress()

    /// What a message's first frame says about all its frames.
    private struct MessageInProgress {
        var kind = Message.Kind.binary
        var isCompressed = false
        var bytes = 0

        mutating func began(_ header: FrameHeader) {
            guard header.rawOpcode == Opcode.text.rawValue || header.rawOpcode == Opcode.binary.rawValue else { return }
            kind = header.rawOpcode == Opcode.text.rawValue ? .text : .binary
            isCompressed = header.reservedBits & FrameHeader.rsv1 != 0
            bytes = 0
        }
    }

    /// A message may have begun in either direction before anybody watches.
    init(
        _ watcher: any WireWatcher,
        connection: UInt64,
        eventLoop: any EventLoop,
        receiver: MessageReceiver,
        backlog: Backlog
    ) {
        self.watcher = watcher
        self.connection = connection
        self.eventLoop = eventLoop
        isInsideFrame = receiver.isInsideFrame
        inflatedBefore = receiver.payload.readableBytes
        received.isCompressed = receiver.isCompressed
        guard let kind = backlog.openMessage else { return }
        sent = MessageInProgress(
            kind: kind,
            isCompressed: backlog.isOpenMessageCompressed,
            bytes: backlog.openMessageBytes
        )
    }

    func record(_ content: WireEvent.Content, _ direction: WireEvent.Direction) {
        watcher.saw(
            WireEvent(connection: connection, time: eventLoop.now, direction: direction, content: content)
        )
    }

    // MARK: Received

    /// The receiver took `bytes`, of one frame; `payload` is the message's so far.
    func took(_ bytes: ByteBuffer, payload: ByteBuffer) {
        guard !isInsideFrame else { return inflatedBefore = payload.readableBytes }
        var content = bytes
        if header == nil {
            header = FrameHeader.parse(&content)
            frameBegan()
        }
        raw.writeImmutableBuffer(bytes.prefix(maxBytes - raw.readableBytes))
        // With a header alone, and with a frame that is refused for it, `payload` may be an earlier message's still.
        guard content.readableBytes > 0, header?.isControl == false, received.isCompressed else { return }
        tookCompressed(payload)
    }

    private func frameBegan() {
        guard let header, !header.isControl else { return }
        received.began(header)
        if header.rawOpcode != Opcode.continuation.rawValue { inflatedBefore = 0 }
    }

    private func tookCompressed(_ payload: ByteBuffer) {
        guard payload.readableBytes > inflatedBefore else { return }
        let new = payload.getSlice(
            at: payload.readerIndex + inflatedBefore,
            length: payload.readableBytes - inflatedBefore
        )
        inflatedBefore = payload.readableBytes
        if let new { inflated.writeImmutableBuffer(new.prefix(maxBytes - inflated.readableBytes)) }
    }

    func frameEnded(_ event: MessageReceiver.Event?) {
        switch event {
        case nil: emitReceived(.fragment)
        case .message(let message): emitReceived(.message(message.kind, bytes: message.payload.readableBytes))
        case .ping: emitReceived(.ping)
        case .pong: emitReceived(.pong)
        case .close(let frame): emitReceived(.close(frame))
        }
    }

    func violated(_ violation: ProtocolViolation) {
        emitReceived(.violation(violation))
    }

    private func emitReceived(_ conclusion: WireFrame.Conclusion) {
        isInsideFrame = false
        guard let header else { return }
        let isInflated = received.isCompressed && !header.isControl
        record(.frame(frame(header, raw, inflated: isInflated ? inflated : nil, conclusion)), .received)
        self.header = nil
        raw = ByteBuffer()
        inflated = ByteBuffer()
    }

    // MARK: Sent

    /// `bytes` are one frame, which stands for `payload`.
    func sends(_ bytes: ByteBuffer, payload: ByteBuffer) {
        var content = bytes
        guard let header = FrameHeader.parse(&content) else { return }
        if !header.isControl {
            sent.began(header)
            sent.bytes += payload.readableBytes
        }
        let isInflated = sent.isCompressed && !header.isControl
        let frame = frame(
            header,
            bytes.prefix(maxBytes),
            inflated: isInflated ? payload.prefix(maxBytes) : nil,
            sentConclusion(header, payload)
        )
        record(.frame(frame), .sent)
    }

    private func sentConclusion(_ header: FrameHeader, _ payload: ByteBuffer) -> WireFrame.Conclusion {
        switch Opcode(rawValue: header.rawOpcode) {
        case .ping: .ping
        case .pong: .pong
        case .close: .close((try? CloseFrame(parsing: payload)) ?? .empty)
        case .continuation, .text, .binary, nil: header.isFinal ? .message(sent.kind, bytes: sent.bytes) : .fragment
        }
    }

    // MARK: Both

    /// A header is always copied whole.
    private var maxBytes: Int { max(watcher.maxBytes, FrameHeader.maxBytes) }

    private func frame(
        _ header: FrameHeader,
        _ raw: ByteBuffer,
        inflated: ByteBuffer?,
        _ conclusion: WireFrame.Conclusion
    ) -> WireFrame {
        var masked = raw
        _ = FrameHeader.parse(&masked)
        var payload = masked
        if let key = header.maskingKey {
            payload = ByteBuffer()
            key.unmask(masked.readableBytes, from: &masked, offset: 0, to: &payload)
        }
        return WireFrame(header: header, raw: raw, payload: payload, inflated: inflated, conclusion: conclusion)
    }
}

extension FrameHeader {
    fileprivate static let maxBytes = 14

    fileprivate var isControl: Bool { rawOpcode & 0x8 != 0 }
}

extension ByteBuffer {
    /// A copy: a slice would keep all of a large buffer for as long as the watcher keeps it.
    fileprivate func prefix(_ count: Int) -> ByteBuffer {
        ByteBuffer(bytes: readableBytesView.prefix(max(0, count)))
    }
}

@available(*, unavailable)
extension WireRecorder: Sendable {}
