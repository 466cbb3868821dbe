import NIOCore
import NIOWebSocket
import TestSupport
import Testing

@testable import WebSockets

/// Our codec beside NIO's: what both accept means the same, and what only we refuse breaks a rule that NIO leaves out.
struct NIOWebSocketOracleTests {
    private static let sizes = [0, 1, 125, 126, 127, 65_535, 65_536, 70_000]

    @Test(arguments: 0..<30 as Range<UInt64>)
    func whatNIOEncodesAndDecodesIsWhatWeUnderstand(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var conversation = RandomConversation(messages: 6, sizes: Self.sizes, using: &random)
        conversation.addClose(using: &random)
        let bytes = try NIOCodec.encode(conversation.frames.map(WebSocketFrame.init))
        #expect(bytes == conversation.frames.bytes, "seed \(seed)")
        let largest = [100, 5000, 100_000].randomElement(using: &random) ?? 1

        var receiver = MessageReceiver()
        let events = try receiver.events(of: bytes) { .random(in: 1...largest, using: &random) }
        let decoded = try NIOCodec.decode(bytes) { .random(in: 1...largest, using: &random) }
        let judge = FrameJudge(decoded.frames)
        #expect(events == conversation.events, "seed \(seed)")
        #expect(judge.events == events && judge.violation == nil && decoded.refusal == nil, "seed \(seed)")
    }

    @Test(arguments: 0..<30 as Range<UInt64>)
    func whatWeWriteIsWhatNIOReadsAndWouldWrite(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let conversation = RandomConversation(messages: 6, sizes: Self.sizes, using: &random)
        let frames = conversation.frames.map { $0.with { $0.key = nil } }
        var output = ByteBuffer()
        for frame in frames {
            let opcode = try #require(Opcode(rawValue: frame.rawOpcode))
            output.writeFrame(opcode, isFinal: frame.isFinal, ByteBuffer(bytes: frame.payload))
        }
        let written = Array(output.readableBytesView)
        #expect(try written == NIOCodec.encode(frames.map(WebSocketFrame.init)), "seed \(seed)")
        let decoded = try NIOCodec.decode(written)
        #expect(decoded.frames == frames.map(WebSocketFrame.init) && decoded.refusal == nil, "seed \(seed)")
    }

    @Test(arguments: 0..<60 as Range<UInt64>)
    func damagedStreamsAreRefusedForReasonsThatNIOsFramesShow(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for round in 0..<40 {
            let bytes = Self.damaged(using: &random)
            let (events, refusal, rest) = Self.receive(bytes)
            let decoded = try NIOCodec.decode(bytes) { .random(in: 1...100, using: &random) }
            let judge = FrameJudge(decoded.frames)
            let comment: Comment = "seed \(seed), round \(round): \(bytes)"
            #expect(judge.events.starts(with: events), comment)
            if let refusal {
                let isShown = refusal == judge.violation && events == judge.events
                #expect(isShown || Self.isUnseen(refusal, decoded, judge), "\(refusal), \(comment)")
            } else {
                #expect(judge.events == events && judge.violation == nil, comment)
                #expect(try bytes.starts(with: NIOCodec.encode(decoded.frames.map(\.unmasked))), comment)
                #expect(decoded.refusal == nil || Self.isRefusedWhenItsHeaderIsWhole(rest), comment)
            }
        }
    }

    private static func receive(_ bytes: [UInt8]) -> ([MessageReceiver.Event], ProtocolViolation?, rest: ByteBuffer) {
        var receiver = MessageReceiver()
        var events: [MessageReceiver.Event] = []
        var input = ByteBuffer(bytes: bytes)
        do throws(ProtocolViolation) {
            while let event = try receiver.next(&input) { events.append(event) }
            return (events, nil, input)
        } catch {
            return (events, error, input)
        }
    }

    /// What the frames that NIO gives out do not show: the form of a length, which NIO always writes as it should be, and
    /// a frame that is not all there or that NIO refuses too.
    private static func isUnseen(_ violation: ProtocolViolation, _ decoded: NIOCodec.Decoded, _ judge: FrameJudge)
        -> Bool
    {
        switch violation {
        case .lengthNotMinimal: true
        case .controlFrameFragmented: decoded.refusal == .fragmentedControlFrame
        case .controlFrameTooLong: decoded.refusal == .multiByteControlFrameLength
        case .lengthTooLarge: decoded.refusal == .invalidFrameLength
        case .notMasked, .reservedBits, .reservedOpcode, .continuationWithoutStart, .startInsideMessage, .notUTF8,
            .messageTooBig:
            judge.violation == nil
        case .tooManyFragments, .frameTooBig, .compressedDataCorrupt, .cannotInflate, .closePayloadOfOneByte,
            .closeCodeNotAllowed, .closeReasonNotUTF8:
            false
        }
    }

    /// NIO judges a length before the key behind it has come.
    private static func isRefusedWhenItsHeaderIsWhole(_ beginning: ByteBuffer) -> Bool {
        receive(Array(beginning.readableBytesView) + [UInt8](repeating: 0, count: 14)).1 != nil
    }

    /// Legal frames with a fault or two, anywhere.
    private static func damaged(using random: inout SeededGenerator) -> [UInt8] {
        var conversation = RandomConversation(messages: 2, sizes: [0, 1, 20, 126], using: &random)
        if Bool.random(using: &random) { conversation.addClose(using: &random) }
        var frames = conversation.frames
        let index = Int.random(in: frames.indices, using: &random)
        switch Int.random(in: 0...9, using: &random) {
        case 0: frames[index].reservedBits = .random(in: 0...7, using: &random)
        case 1: frames[index].rawOpcode = .random(in: 0...15, using: &random)
        case 2: frames[index].isFinal.toggle()
        case 3: frames[index].key = nil
        case 4: frames[index].payload = random.bytes(.random(in: 0...130, using: &random))
        case 5: frames[index].payload.insert(0xFF, at: .random(in: 0...frames[index].payload.count, using: &random))
        case 6: frames.remove(at: index)
        case 7: frames.insert(ClientFrame(.close, random.bytes(.random(in: 0...4, using: &random))), at: index)
        case 8: return withLengthFormChanged(frames, at: index, using: &random)
        default: return withNoise(frames.bytes, using: &random)
        }
        return frames.bytes
    }

    private static func withNoise(_ bytes: [UInt8], using random: inout SeededGenerator) -> [UInt8] {
        var bytes = bytes + random.bytes(.random(in: 1...30, using: &random))
        for _ in 0..<2 { bytes[.random(in: bytes.indices, using: &random)] = random.bytes(1)[0] }
        return bytes
    }

    private static func withLengthFormChanged(
        _ frames: [ClientFrame],
        at index: Int,
        using random: inout SeededGenerator
    ) -> [UInt8] {
        let frame = frames[index]
        let length = frame.payload.count
        let bytes = Bool.random(using: &random) ? 2 : 8
        let form = ClientFrame.length(length, bytes: bytes, isMasked: frame.key != nil)
        let shortest = ClientFrame.length(length, isMasked: frame.key != nil).count
        let changed = frame.bytes.prefix(1) + form + frame.bytes.dropFirst(1 + shortest)
        return frames[..<index].flatMap(\.bytes) + changed + frames[(index + 1)...].flatMap(\.bytes)
    }
}
