/// Turns the bytes of a `RawConnection` into frames, one at a time.
extension RawConnection {
    /// Reads one frame and unmasks it. Fails on a length that is not in its shortest form (RFC 6455 §5.2).
    package func readFrame(within limit: Duration = .seconds(60)) throws -> TestFrame {
        let deadline = Deadline(within: limit)
        let head = try read(exactly: 2, by: deadline)
        let length = try readLength(head[1] & 0x7F, by: deadline)
        let masked = head[1] & 0x80 != 0
        let key = try masked ? read(exactly: 4, by: deadline) : [0, 0, 0, 0]
        let payload = try read(exactly: length, by: deadline)
        return TestFrame(
            opcode: head[0] & 0xF,
            fin: head[0] & 0x80 != 0,
            rsv: head[0] >> 4 & 7,
            masked: masked,
            payload: masked ? TestFrame.mask(payload, with: key) : payload
        )
    }

    private func readLength(_ short: UInt8, by deadline: Deadline) throws -> Int {
        switch short {
        case 126: try readLength(bytes: 2, atLeast: 126, by: deadline)
        case 127: try readLength(bytes: 8, atLeast: 0x10000, by: deadline)
        default: Int(short)
        }
    }

    private func readLength(bytes count: Int, atLeast minimum: UInt64, by deadline: Deadline) throws -> Int {
        let length = try read(exactly: count, by: deadline).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard length >= minimum, let length = Int(exactly: length) else {
            throw WebSocketTestError.badLength(length, inBytes: count)
        }
        return length
    }
}
