import NIOCore
import NIOEmbedded
import WebSockets

/// The other end of a `WebSocketHandler`: a step is a read of so many bytes or something else that happens to it.
final class FuzzedPeer {
    private enum Step {
        case read(Int)
        case becomeUnwritable, becomeWritable, stick, unstick
        case resume, speak, speakInPart, endSpeech, ping, hangUp
        case second, pingInterval
        case serverStops, inputEnds, error

        init(_ byte: UInt8) {
            let others: [Step] = [
                .becomeUnwritable, .becomeWritable, .resume, .speak, .hangUp, .second, .pingInterval, .serverStops,
                .inputEnds, .error, .stick, .unstick, .speakInPart, .endSpeech, .ping,
            ]
            let index = Int(byte) - 0xF0
            self = others.indices.contains(index) ? others[index] : .read(Int(byte) + 1)
        }
    }

    private struct Reset: Error {}

    let channel = EmbeddedChannel()
    let wire = FuzzedWire()
    let endpoint: FuzzedEndpoint
    let agreed: PerMessageDeflate?
    private(set) weak var handler: WebSocketHandler?
    private(set) var delivered: [UInt8] = []
    /// Whether nothing happened but reads, and the endpoint did nothing but send messages back.
    private(set) var isUndisturbed = true
    private var isInputEnded = false
    private var reads = 0

    /// Whether the channel's wish to read waits although nothing holds the input up.
    var isReadLost: Bool { wire.reads < reads && channel.isWritable && endpoint.log.pauses == 0 && !wire.isClosed }

    init(_ input: FuzzInput, watcher: FuzzedWatcher?) throws {
        endpoint = FuzzedEndpoint(input.options >> 4 & 3)
        let handshake = try input.handshake()
        agreed = handshake.compression
        let handler = WebSocketHandler(
            id: 1,
            endpoint: endpoint,
            handshake: handshake,
            limits: input.limits,
            pool: CompressionPool(eventLoop: channel.embeddedEventLoop),
            watcher: watcher
        )
        self.handler = handler
        try channel.pipeline.syncOperations.addHandlers([wire, handler])
        isUndisturbed = endpoint.behaviour == .echo
    }

    /// All steps, then what is left of the stream in one read.
    func run(_ input: FuzzInput) throws {
        var rest = input.stream[...]
        for byte in input.steps {
            if case .read(let count) = Step(byte) {
                try read(rest.prefix(count))
                rest = rest.dropFirst(count)
            } else {
                isUndisturbed = false
                perform(Step(byte))
            }
            try takeWritten()
        }
        try read(rest)
        channel.embeddedEventLoop.run()
        try takeWritten()
    }

    /// Long enough, once the endpoint does not hold the peer up, for two heartbeats without a sign of life, and for the
    /// close time-out after them.
    func fallSilent() throws {
        endpoint.resumeAll()
        for _ in 0..<5 { channel.embeddedEventLoop.advanceTime(by: .seconds(30)) }
        try takeWritten()
    }

    func leave() throws {
        _ = try channel.finish(acceptAlreadyClosed: true)
    }

    private func read(_ bytes: ArraySlice<UInt8>) throws {
        guard !isInputEnded, !wire.isClosed else { return }
        if wire.reads == reads {
            reads += 1
            channel.read()
        }
        delivered += bytes
        try channel.writeInbound(ByteBuffer(bytes: bytes))
    }

    private func takeWritten() throws {
        while let bytes = try channel.readOutbound(as: ByteBuffer.self) { wire.written += bytes.readableBytesView }
    }

    private func perform(_ step: Step) {
        switch step {
        case .read: break
        case .becomeUnwritable: setWritable(false)
        case .becomeWritable: setWritable(true)
        case .stick: wire.isStuck = true
        case .unstick:
            wire.isStuck = false
            channel.flush()
        case .resume: endpoint.resume()
        case .speak: endpoint.speak()
        case .speakInPart: endpoint.speak(isFinal: false)
        case .endSpeech: endpoint.speak(isFinal: true)
        case .ping: endpoint.log.connection?.ping(ByteBuffer(repeating: 7, count: 200))
        case .hangUp: endpoint.hangUp()
        case .second: channel.embeddedEventLoop.advanceTime(by: .seconds(1))
        case .pingInterval: channel.embeddedEventLoop.advanceTime(by: .seconds(30))
        case .serverStops: channel.pipeline.fireUserInboundEventTriggered(WebSocketHandler.ServerIsStopping())
        case .inputEnds:
            isInputEnded = true
            channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        case .error: channel.pipeline.fireErrorCaught(Reset())
        }
    }

    private func setWritable(_ isWritable: Bool) {
        channel.isWritable = isWritable
        channel.pipeline.fireChannelWritabilityChanged()
    }
}
