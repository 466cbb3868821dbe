import NIOCore
import Testing

@testable import WebSockets

struct FrameHeaderTests {
    static let key = MaskingKey(0x37, 0xFA, 0x21, 0x3D)

    /// The examples of RFC 6455 §5.7.
    static let examples: [([UInt8], FrameHeader)] = [
        ([0x81, 0x05], header(.text, 5)),
        ([0x81, 0x85, 0x37, 0xFA, 0x21, 0x3D], header(.text, 5, key: key)),
        ([0x01, 0x03], header(.text, 3, isFinal: false)),
        ([0x80, 0x02], header(.continuation, 2)),
        ([0x89, 0x05], header(.ping, 5)),
        ([0x8A, 0x85, 0x37, 0xFA, 0x21, 0x3D], header(.pong, 5, key: key)),
        ([0x82, 0x7E, 0x01, 0x00], header(.binary, 256, lengthBytes: 2)),
        ([0x82, 0x7F, 0, 0, 0, 0, 0, 1, 0, 0], header(.binary, 65_536, lengthBytes: 8)),
    ]

    static func header(
        _ opcode: Opcode,
        _ length: UInt64,
        isFinal: Bool = true,
        key: MaskingKey? = nil,
        lengthBytes: Int = 0
    ) -> FrameHeader {
        FrameHeader(
            isFinal: isFinal,
            reservedBits: 0,
            rawOpcode: opcode.rawValue,
            maskingKey: key,
            payloadLength: length,
            extendedLengthBytes: lengthBytes
        )
    }

    @Test(arguments: examples)
    func examplesOfTheRFCAreUnderstood(_ bytes: [UInt8], _ expected: FrameHeader) {
        var input = ByteBuffer(bytes: bytes + Array("Hello".utf8))
        #expect(FrameHeader.parse(&input) == expected)
        #expect(input == ByteBuffer(string: "Hello"))
    }

    @Test(arguments: examples.map(\.0) + [[0x82, 0xFF, 0, 0, 0, 0, 0, 1, 0, 0, 1, 2, 3, 4]])
    func nothingIsTakenOfAHeaderThatIsNotAllThere(_ bytes: [UInt8]) {
        for count in 0..<bytes.count {
            let beginning = ByteBuffer(bytes: bytes.prefix(count))
            var input = beginning
            #expect(FrameHeader.parse(&input) == nil)
            #expect(input == beginning)
        }
    }

    @Test(
        arguments: [
            (0, 0, true), (125, 0, true),
            (0, 2, false), (125, 2, false), (126, 2, true), (65_535, 2, true),
            (0, 8, false), (126, 8, false), (65_535, 8, false), (65_536, 8, true), (Int.max, 8, true),
        ]
    )
    func onlyTheShortestFormOfALengthIsMinimal(_ length: Int, _ bytes: Int, _ isMinimal: Bool) throws {
        var input = ByteBuffer(bytes: [0x82] + ClientFrame.length(length, bytes: bytes) + [0, 0, 0, 0])
        let header = try #require(FrameHeader.parse(&input))
        #expect(header.payloadLength == UInt64(length))
        #expect(header.extendedLengthBytes == bytes)
        #expect(header.hasMinimalLength == isMinimal)
    }

    @Test(arguments: [1 << 63, UInt64.max])
    func aLengthOfSixtyFourBitsIsReadWhole(_ length: UInt64) throws {
        var input = ByteBuffer(bytes: [0x82, 0x7F] + ClientFrame.bigEndian(length))
        #expect(FrameHeader.parse(&input)?.payloadLength == length)
    }

    @Test func everyBitOfTheFirstByteIsReported() throws {
        for first in UInt8.min ... .max {
            var input = ByteBuffer(bytes: [first, 0])
            let header = try #require(FrameHeader.parse(&input))
            #expect(header.isFinal == (first >= 128))
            #expect(header.reservedBits == first / 16 % 8)
            #expect(header.rawOpcode == first % 16)
        }
    }

    @Test func theKeyKeepsTheOrderOfTheWire() throws {
        var input = ByteBuffer(bytes: [0x81, 0x80, 1, 2, 3, 4])
        #expect(FrameHeader.parse(&input)?.maskingKey?.octets == [1, 2, 3, 4])
        #expect(MaskingKey(1, 2, 3, 4).octets == [1, 2, 3, 4])
    }

    @Test func readingStartsWhereTheReaderIs() throws {
        var input = ByteBuffer(bytes: [0xFF, 0xFF, 0xFF, 0x81, 0x05])
        input.moveReaderIndex(forwardBy: 3)
        #expect(FrameHeader.parse(&input) == Self.header(.text, 5))
    }
}
