import NIOCore

/// The zlib states of one connection: its own where context is taken over, else borrowed for one message.
package final class Compression {
    package let agreed: PerMessageDeflate
    private let pool: CompressionPool
    private var inflater: Inflater?
    private var deflater: Deflater?
    private var isDeflaterUsed = false

    package init(_ agreed: PerMessageDeflate, pool: CompressionPool) {
        self.agreed = agreed
        self.pool = pool
    }

    // MARK: In

    /// Moves `count` bytes of a compressed message from `input` to the end of `payload`, unmasked and inflated.
    func inflate(
        _ count: Int,
        from input: inout ByteBuffer,
        of key: MaskingKey,
        offset: Int,
        to payload: inout ByteBuffer,
        _ limits: WebSocketLimits
    ) throws(ProtocolViolation) {
        guard let inflater = currentInflater() else { throw .cannotInflate }
        var taken = 0
        while taken < count {
            // In parts, so that what is unmasked and not inflated yet is little.
            let part = min(count - taken, 16 << 10)
            pool.scratch.clear()
            key.unmask(part, from: &input, offset: offset + taken, to: &pool.scratch)
            taken += part
            let result = pool.scratch.withUnsafeReadableBytes { bytes in
                Result { () throws(InflateError) in
                    try inflater.inflate(bytes, to: &payload, limit: limits.maxMessageBytes)
                }
            }
            if case .failure(let error) = result { throw ProtocolViolation(error, limits) }
        }
    }

    /// A message that has no compressed bytes at all is an empty one.
    func endInflating(to payload: inout ByteBuffer, _ limits: WebSocketLimits) throws(ProtocolViolation) {
        guard let inflater else { return }
        do throws(InflateError) {
            try inflater.endMessage(to: &payload, limit: limits.maxMessageBytes)
        } catch {
            throw ProtocolViolation(error, limits)
        }
        guard !agreed.clientContextTakeover else { return }
        self.inflater = nil
        pool.giveBack(inflater)
    }

    private func currentInflater() -> Inflater? {
        if inflater == nil {
            inflater =
                agreed.clientContextTakeover
                ? Inflater(windowBits: agreed.clientMaxWindowBits) : pool.takeInflater()
        }
        return inflater
    }

    // MARK: Out

    /// A message's payload as it is sent compressed; `nil` when it is better sent as it is.
    func compressed(_ payload: ByteBuffer) -> ByteBuffer? {
        guard payload.readableBytes >= agreed.minimumBytes else { return nil }
        guard let compressed = deflate(payload, endsMessage: true) else { return nil }
        // What has entered the context must reach the peer as well.
        return agreed.serverContextTakeover || compressed.readableBytes < payload.readableBytes ? compressed : nil
    }

    /// A part of a message, or its last; `nil` when zlib has no memory. The parts of one message are deflated one after
    /// the other, with no other message between them.
    func deflate(_ payload: ByteBuffer, endsMessage: Bool) -> ByteBuffer? {
        if deflater == nil { deflater = pool.takeDeflater(for: agreed) }
        guard let deflater else { return nil }
        isDeflaterUsed = true
        var compressed = ByteBuffer()
        deflater.compress(payload, to: &compressed, endsMessage: endsMessage)
        if endsMessage, !agreed.serverContextTakeover { releaseContext() }
        return compressed
    }

    /// The peer was sent a message that this context has not seen; it must not refer past it.
    func releaseContext() {
        guard let deflater else { return }
        self.deflater = nil
        pool.giveBack(deflater)
    }

    /// Gives a context back that was not used since the last call. A sender may do so at any time; the peer's context is
    /// the peer's to give up.
    func releaseIdleContext() {
        if !isDeflaterUsed { releaseContext() }
        isDeflaterUsed = false
    }
}

extension ProtocolViolation {
    fileprivate init(_ error: InflateError, _ limits: WebSocketLimits) {
        switch error {
        case .corrupt: self = .compressedDataCorrupt
        case .tooLarge: self = .messageTooBig(limit: limits.maxMessageBytes)
        }
    }
}

@available(*, unavailable)
extension Compression: Sendable {}
