import NIOCore
import Testing

@testable import WebSockets

struct FrameWriterTests {
    @Test(
        arguments: [
            (0, [0x82, 0]), (1, [0x82, 1]), (125, [0x82, 125]),
            (126, [0x82, 126, 0, 126]), (255, [0x82, 126, 0, 255]), (65_535, [0x82, 126, 255, 255]),
            (65_536, [0x82, 127, 0, 0, 0, 0, 0, 1, 0, 0]), (16_909_060, [0x82, 127, 0, 0, 0, 0, 1, 2, 3, 4]),
        ] as [(Int, [UInt8])]
    )
    func theLengthIsInItsShortestForm(_ length: Int, _ header: [UInt8]) {
        let payload = ByteBuffer(repeating: 7, count: length)
        var output = ByteBuffer()
        output.writeFrame(.binary, payload)
        #expect(output.readBytes(length: header.count) == header)
        #expect(output == payload)
    }

    @Test(
        arguments: [
            (.text, true, 0x81), (.text, false, 0x01), (.continuation, false, 0x00), (.continuation, true, 0x80),
            (.close, true, 0x88), (.ping, true, 0x89), (.pong, true, 0x8A),
        ] as [(Opcode, Bool, UInt8)]
    )
    func theFirstByteIsFinalBitAndOpcode(_ opcode: Opcode, _ isFinal: Bool, _ first: UInt8) {
        var output = ByteBuffer()
        output.writeFrame(opcode, isFinal: isFinal, ByteBuffer(string: "Hello"))
        #expect(output == ByteBuffer(bytes: [first, 5] + Array("Hello".utf8)))
    }

    @Test func framesFollowOneAnother() throws {
        var output = ByteBuffer()
        output.writeFrame(.text, ByteBuffer(string: "a"))
        output.writeFrame(.pong, ByteBuffer())
        output.writeFrame(.text, ByteBuffer(string: "b"))
        #expect(try ServerFrame.parse(output) == [.text("a"), ServerFrame(.pong), .text("b")])
    }

    @Test func thePayloadIsLeftAsItWas() {
        var payload = ByteBuffer(string: "abc")
        payload.moveReaderIndex(forwardBy: 1)
        let before = payload
        var output = ByteBuffer()
        output.writeFrame(.text, payload)
        #expect(payload == before && payload.readerIndex == 1)
        #expect(output == ByteBuffer(bytes: [0x81, 2] + Array("bc".utf8)))
    }
}
