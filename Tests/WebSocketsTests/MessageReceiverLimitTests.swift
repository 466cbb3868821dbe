import NIOCore
import Testing

@testable import WebSockets

struct MessageReceiverLimitTests {
    private static func limits(bytes: Int = 1 << 20, fragments: Int = 65_536) -> WebSocketLimits {
        var limits = WebSocketLimits()
        limits.maxMessageBytes = bytes
        limits.maxFragments = fragments
        return limits
    }

    @Test func aMessageOfExactlyTheLimitIsTaken() throws {
        let halves = [ClientFrame(.binary, [1, 2], isFinal: false), ClientFrame(.continuation, [3, 4])]
        let events = try MessageReceiver.events(of: halves.bytes + halves.bytes, limits: Self.limits(bytes: 4))
        #expect(events == [.message(.binary([1, 2, 3, 4])), .message(.binary([1, 2, 3, 4]))])
    }

    @Test func theFragmentsOfAMessageCountTogether() {
        let frames = [ClientFrame(.binary, [1, 2], isFinal: false), ClientFrame(.continuation, [3, 4, 5])]
        #expect(throws: ProtocolViolation.messageTooBig(limit: 4)) {
            try MessageReceiver.events(of: frames.bytes, limits: Self.limits(bytes: 4))
        }
    }

    @Test func controlFramesDoNotCountIntoAMessage() throws {
        let ping = ClientFrame(.ping, .init(repeating: 0, count: 125))
        let frames = [ClientFrame(.binary, [1], isFinal: false), ping, ping, ClientFrame(.continuation, [2])]
        let events = try MessageReceiver.events(of: frames.bytes, limits: Self.limits(bytes: 2, fragments: 2))
        #expect(events.last == .message(.binary([1, 2])))
    }

    @Test func aLimitOfNothingTakesEmptyMessages() throws {
        let events = try MessageReceiver.events(of: ClientFrame.text("").bytes, limits: Self.limits(bytes: 0))
        #expect(events == [.message(.text(""))])
    }

    @Test func emptyFragmentsAreCounted() throws {
        let start = ClientFrame(.text, isFinal: false)
        let middle = ClientFrame(.continuation, isFinal: false)
        let end = ClientFrame(.continuation)
        let limits = Self.limits(fragments: 3)
        #expect(try MessageReceiver.events(of: [start, middle, end].bytes, limits: limits) == [.message(.text(""))])
        #expect(throws: ProtocolViolation.tooManyFragments(limit: 3)) {
            try MessageReceiver.events(of: [start, middle, middle, end].bytes, limits: limits)
        }
    }

    @Test func fragmentsAreCountedAnewForEveryMessage() throws {
        let message = [ClientFrame(.text, isFinal: false), ClientFrame(.continuation)]
        let events = try MessageReceiver.events(of: (message + message).bytes, limits: Self.limits(fragments: 2))
        #expect(events.count == 2)
    }

    @Test func theMemoryOfALargeMessageIsGivenBack() throws {
        var receiver = MessageReceiver()
        var input = ByteBuffer(bytes: ClientFrame(.binary, .init(repeating: 0, count: 100_000)).bytes)
        _ = try receiver.next(&input)
        receiver.releaseMemory()
        input = ByteBuffer(bytes: ClientFrame(.binary, [1]).bytes)
        guard case .message(let message) = try receiver.next(&input) else {
            Issue.record("no message")
            return
        }
        #expect(message.payload.storageCapacity <= 2048)
    }

    @Test func aSmallMessageThatIsKeptIsSmallBehindALargeOne() throws {
        let large = ClientFrame(.binary, .init(repeating: 0, count: 100_000))
        let small = [ClientFrame](repeating: ClientFrame(.binary, [1]), count: 3)
        var receiver = MessageReceiver()
        var input = ByteBuffer(bytes: large.bytes + small.bytes)
        var kept: [Message] = []
        while case .message(let message) = try receiver.next(&input) { kept.append(message) }
        #expect(kept.count == 4)
        #expect(kept.dropFirst().allSatisfy { $0.payload.storageCapacity <= 2048 })
    }

    @Test func anAnnouncedLengthAllocatesNothing() throws {
        var receiver = MessageReceiver()
        var input = ByteBuffer(bytes: ClientFrame(.binary, .init(repeating: 0, count: 1 << 20)).bytes.prefix(14 + 10))
        #expect(try receiver.next(&input) == nil)
        let held = Mirror(reflecting: receiver).children.compactMap { $0.value as? ByteBuffer }
        #expect(!held.isEmpty && held.allSatisfy { $0.storageCapacity < 1024 })
    }
}
