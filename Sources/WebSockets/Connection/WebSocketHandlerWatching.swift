import NIOCore

/// What a watcher is told. Nothing here runs while nobody watches.
extension WebSocketHandler {
    /// Frames are told whole: one that is arriving already is left out.
    func watch(_ watcher: (any WireWatcher)?) {
        guard let context else { return }
        // A new recorder would leave out the frame that is arriving.
        if let watcher, let recorder, recorder.watcher as AnyObject === watcher as AnyObject { return }
        recorder = watcher.map {
            WireRecorder($0, connection: id, eventLoop: context.eventLoop, receiver: receiver, backlog: backlog)
        }
    }

    func nextRecordedEvent() throws(ProtocolViolation) -> MessageReceiver.Event? {
        while true {
            let before = input
            let step: MessageReceiver.Step
            do throws(ProtocolViolation) {
                step = try receiver.step(&input)
            } catch {
                recordTaken(from: before)
                recorder?.violated(error)
                throw error
            }
            recordTaken(from: before)
            guard case .frameEnded(let event) = step else { return nil }
            recorder?.frameEnded(event)
            if let event { return event }
        }
    }

    private func recordTaken(from before: ByteBuffer) {
        let count = before.readableBytes - input.readableBytes
        guard count > 0, let bytes = before.getSlice(at: before.readerIndex, length: count) else { return }
        recorder?.took(bytes, payload: receiver.payload)
    }

    /// What was written to `output` since `start` is one frame, which stands for `payload`.
    func recordSent(from start: Int, payload: ByteBuffer) {
        guard let frame = output.getSlice(at: start, length: output.writerIndex - start) else { return }
        recorder?.sends(frame, payload: payload)
    }

    /// Frame by frame as far as they are frames.
    func recordSentRaw(_ bytes: ByteBuffer) {
        var rest = bytes
        while rest.readableBytes > 0 {
            var frame = rest
            var payload = rest
            if let header = FrameHeader.parse(&payload), let length = Int(exactly: header.payloadLength),
                let content = payload.readSlice(length: length)
            {
                frame = rest.readSlice(length: rest.readableBytes - payload.readableBytes) ?? rest
                payload = content
            } else {
                rest.clear()
            }
            recorder?.sends(frame, payload: payload)
        }
    }

    func recordSent(_ stream: SharedFrames.Stream) {
        var bytes = stream.bytes
        var start = 0
        for end in stream.ends {
            if let frame = bytes.readSlice(length: end - start) { recorder?.sends(frame, payload: payload(of: frame)) }
            start = end
        }
    }

    /// What a frame of a room stands for; it is a whole message that refers to no other.
    private func payload(of frame: ByteBuffer) -> ByteBuffer {
        var bytes = frame
        guard let header = FrameHeader.parse(&bytes), header.reservedBits & FrameHeader.rsv1 != 0 else { return bytes }
        var inflated = ByteBuffer()
        guard let inflater = Inflater(windowBits: 15) else { return bytes }
        bytes.withUnsafeReadableBytes { compressed in
            try? inflater.inflate(compressed, to: &inflated, limit: .max)
        }
        return inflated
    }

    func recordEnd() {
        recorder?.record(.ended(state.outcome, state.cause), .received)
    }
}
