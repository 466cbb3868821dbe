import TestSupport

/// Numbered pings of 125 bytes, sent as fast as the peer takes them, and their pongs.
struct PingFlood {
    let count: Int
    private var rest: ArraySlice<UInt8>

    /// A ping whose payload is a number in big-endian order, filled up with zeros.
    init(count: Int) {
        self.count = count
        // Masked with zeros, which changes nothing and is quickly made.
        let head: [UInt8] = [0x89, 0xFD, 0, 0, 0, 0]
        let filling = [UInt8](repeating: 0, count: 121)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count * 131)
        for number in 0..<count {
            bytes += head
            bytes += (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) }
            bytes += filling
        }
        rest = bytes[...]
    }

    /// Sends for some seconds without reading, or until all of it is sent.
    mutating func sendUntilBlocked(on connection: RawConnection) throws {
        rest = rest.dropFirst(try connection.sendUntilBlocked(Array(rest), within: .seconds(3)))
    }

    /// Sends what is left and reads until the last ping is answered; returns the numbers in the pongs as they came.
    mutating func finish(on connection: RawConnection) throws -> [Int] {
        var answers: [UInt8] = []
        while !rest.isEmpty {
            // Where the peer takes nothing, it waits for us to read.
            let chunk = Array(rest.prefix(256 << 10))
            rest = rest.dropFirst(try connection.sendUntilBlocked(chunk, within: .zero))
            answers += try Self.readSome(connection)
        }
        while answers.count % 127 != 0 || answers.isEmpty || Self.number(answers.suffix(127)) != count - 1 {
            answers += try Self.readSome(connection)
        }
        return stride(from: 0, to: answers.count, by: 127).map { Self.number(answers[$0..<($0 + 127)]) }
    }

    private static func readSome(_ connection: RawConnection) throws -> [UInt8] {
        let bytes = try connection.readSome()
        guard !bytes.isEmpty else { throw RawConnectionError.closedByPeer(doing: "reading pongs", unread: []) }
        return bytes
    }

    /// The number in one pong, -1 where it is none.
    private static func number(_ frame: ArraySlice<UInt8>) -> Int {
        guard frame.starts(with: [0x8A, 125]), frame.dropFirst(6).allSatisfy({ $0 == 0 }) else { return -1 }
        return frame.dropFirst(2).prefix(4).reduce(0) { $0 << 8 | Int($1) }
    }
}
