import NIOCore
import TestSupport
import Testing

@testable import WebSockets

struct MaskingKeyTests {
    private static func naivelyUnmasked(_ bytes: [UInt8], _ key: [UInt8], offset: Int) -> [UInt8] {
        bytes.indices.map { bytes[$0] ^ key[(offset + $0) % 4] }
    }

    @Test(arguments: 0...100)
    func everyLengthAtEveryOffsetIsUnmaskedAsTheRFCSays(_ length: Int) {
        var random = SeededGenerator(seed: UInt64(length))
        for offset in 0..<9 {
            let octets = random.bytes(4)
            let bytes = random.bytes(length)
            let key = MaskingKey(octets[0], octets[1], octets[2], octets[3])
            var input = ByteBuffer(bytes: bytes + [1, 2, 3])
            var output = ByteBuffer()
            key.unmask(length, from: &input, offset: offset, to: &output)
            #expect(Array(output.readableBytesView) == Self.naivelyUnmasked(bytes, octets, offset: offset))
            #expect(input == ByteBuffer(bytes: [1, 2, 3]))
        }
    }

    @Test func theAlignmentOfTheBuffersDoesNotMatter() {
        var random = SeededGenerator(seed: 1)
        let key = MaskingKey(1, 2, 3, 4)
        for (inputStart, outputStart) in [(1, 0), (0, 1), (3, 2), (2, 7)] {
            let bytes = random.bytes(67)
            var input = ByteBuffer(bytes: [UInt8](repeating: 0, count: inputStart) + bytes)
            input.moveReaderIndex(forwardBy: inputStart)
            var output = ByteBuffer(repeating: 9, count: outputStart)
            key.unmask(67, from: &input, offset: 0, to: &output)
            #expect(output.readBytes(length: outputStart) == [UInt8](repeating: 9, count: outputStart))
            #expect(Array(output.readableBytesView) == Self.naivelyUnmasked(bytes, [1, 2, 3, 4], offset: 0))
        }
    }

    @Test func inputThatIsSharedIsNotChanged() {
        let bytes: [UInt8] = [0x7F, 0x9F, 0x4D, 0x51, 0x58]
        let shared = ByteBuffer(bytes: bytes)
        var input = shared
        var output = ByteBuffer()
        MaskingKey(0x37, 0xFA, 0x21, 0x3D).unmask(5, from: &input, offset: 0, to: &output)
        #expect(output == ByteBuffer(string: "Hello"))
        #expect(shared == ByteBuffer(bytes: bytes))
    }

    @Test func outputThatIsSharedIsCopiedFirst() {
        var output = ByteBuffer(string: "kept")
        let shared = output
        var input = ByteBuffer(string: "more")
        MaskingKey(0, 0, 0, 0).unmask(4, from: &input, offset: 0, to: &output)
        #expect(output == ByteBuffer(string: "keptmore"))
        #expect(shared == ByteBuffer(string: "kept"))
    }
}
