/// A capture file as draft-ietf-opsawg-pcapng writes it, little-endian; written apart from the page's writer on purpose.
struct PcapngFile {
    struct Block: Equatable {
        let type: UInt32
        let body: [UInt8]
    }

    /// An IP packet with a TCP segment.
    struct Packet {
        let microseconds: UInt64
        let bytes: [UInt8]
        let originalLength: Int

        private var ipBytes: Int { bytes[0] >> 4 == 6 ? 40 : Int(bytes[0] & 15) * 4 }
        private var tcp: [UInt8] { Array(bytes[ipBytes...]) }
        var sourcePort: Int { Int(tcp[0]) << 8 | Int(tcp[1]) }
        var sequence: UInt32 { tcp[4..<8].reduce(0) { $0 << 8 | UInt32($1) } }
        /// FIN, SYN, RST, PSH, ACK from the lowest bit on.
        var flags: UInt8 { tcp[13] }
        var payload: [UInt8] { Array(tcp[20...]) }

        /// Zero where the header's and the segment's checksums are right (RFC 1071).
        var checksums: [UInt16] {
            let addresses = bytes[0] >> 4 == 6 ? bytes[8..<40] : bytes[12..<20]
            let pseudoHeader = addresses + [0, 6, UInt8(tcp.count >> 8), UInt8(tcp.count & 0xFF)]
            let ip = bytes[0] >> 4 == 6 ? [] : [Self.checksum(Array(bytes[..<ipBytes]))]
            return ip + [Self.checksum(Array(pseudoHeader) + tcp)]
        }

        private static func checksum(_ bytes: [UInt8]) -> UInt16 {
            var sum: UInt32 = 0
            for index in stride(from: 0, to: bytes.count, by: 2) {
                sum += UInt32(bytes[index]) << 8 | (index + 1 < bytes.count ? UInt32(bytes[index + 1]) : 0)
            }
            while sum > 0xFFFF { sum = sum & 0xFFFF + sum >> 16 }
            return ~UInt16(sum)
        }
    }

    let blocks: [Block]

    /// `nil` unless every block's two lengths agree and the blocks are all there is.
    init?(_ bytes: [UInt8]) {
        var blocks: [Block] = []
        var start = 0
        while start < bytes.count {
            guard start + 12 <= bytes.count else { return nil }
            let length = Int(Self.number(bytes[(start + 4)..<(start + 8)]))
            let end = start + length
            guard length >= 12, length % 4 == 0, end <= bytes.count,
                Int(Self.number(bytes[(end - 4)..<end])) == length
            else { return nil }
            let type = Self.number(bytes[start..<(start + 4)])
            blocks.append(Block(type: UInt32(type), body: Array(bytes[(start + 8)..<(end - 4)])))
            start = end
        }
        self.blocks = blocks
    }

    /// The enhanced packet blocks.
    var packets: [Packet] {
        blocks.filter { $0.type == 6 }.map { block in
            let fields = (0..<5).map { Self.number(block.body[($0 * 4)..<($0 * 4 + 4)]) }
            return Packet(
                microseconds: fields[1] << 32 | fields[2],
                bytes: Array(block.body[20..<(20 + Int(fields[3]))]),
                originalLength: Int(fields[4])
            )
        }
    }

    static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
}
