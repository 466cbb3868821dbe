import NIOCore
import Testing

@testable import WebSockets

struct MessageReceiverTests {
    private static func ping(_ text: String) -> MessageReceiver.Event { .ping(ByteBuffer(string: text)) }
    private static func pong(_ text: String) -> MessageReceiver.Event { .pong(ByteBuffer(string: text)) }

    static let conversations: [([ClientFrame], [MessageReceiver.Event])] = [
        ([.text("Hello")], [.message(.text("Hello"))]),
        ([.text("")], [.message(.text(""))]),
        ([ClientFrame(.binary, [0xFF, 0])], [.message(.binary([0xFF, 0]))]),
        ([.text("a"), .text("b")], [.message(.text("a")), .message(.text("b"))]),
        (
            [ClientFrame(.text, [0x48], isFinal: false), ClientFrame(.continuation, [0x69])],
            [.message(.text("Hi"))]
        ),
        (
            [
                ClientFrame(.text, isFinal: false), ClientFrame(.continuation, isFinal: false),
                ClientFrame(.continuation),
            ],
            [.message(.text(""))]
        ),
        (
            [
                ClientFrame(.binary, [1], isFinal: false), ClientFrame(.ping, [0x61]),
                ClientFrame(.continuation, [2], isFinal: false), ClientFrame(.pong, [0x62]),
                ClientFrame(.continuation, [3]),
            ],
            [ping("a"), pong("b"), .message(.binary([1, 2, 3]))]
        ),
        (
            // 你 in three fragments, a ping inside the character.
            [
                ClientFrame(.text, [0xE4], isFinal: false), ClientFrame(.continuation, [0xBD], isFinal: false),
                ClientFrame(.ping, [0xFF]), ClientFrame(.continuation, [0xA0]),
            ],
            [.ping(ByteBuffer(bytes: [0xFF])), .message(.text("你"))]
        ),
        ([ClientFrame(.ping), ClientFrame(.pong)], [ping(""), pong("")]),
        ([ClientFrame(.close)], [.close(.empty)]),
        ([.close(1000, "bye")], [.close(CloseFrame(.normal, "bye"))]),
        (
            [ClientFrame(.text, [0x61], isFinal: false), .close(1001)],
            [.close(CloseFrame(.goingAway, ""))]
        ),
        (
            [.text("a"), ClientFrame(.binary, [0xFF]), .text("ä")],
            [.message(.text("a")), .message(.binary([0xFF])), .message(.text("ä"))]
        ),
    ]

    @Test(arguments: conversations)
    func framesBecomeEvents(_ frames: [ClientFrame], _ events: [MessageReceiver.Event]) throws {
        #expect(try MessageReceiver.events(of: frames.bytes) == events)
    }

    @Test(arguments: conversations)
    func framesThatComeByteByByteBecomeTheSameEvents(
        _ frames: [ClientFrame],
        _ events: [MessageReceiver.Event]
    ) throws {
        #expect(try MessageReceiver.events(of: frames.bytes, chunk: 1) == events)
    }

    @Test(arguments: conversations)
    func framesMayBeSplitAtEveryPosition(_ frames: [ClientFrame], _ events: [MessageReceiver.Event]) throws {
        let bytes = frames.bytes
        for position in 1..<bytes.count {
            var receiver = MessageReceiver()
            var chunks = [position, bytes.count].makeIterator()
            #expect(try receiver.events(of: bytes) { chunks.next() ?? 0 } == events)
        }
    }

    @Test(arguments: [0, 125, 126, 127, 65_535, 65_536])
    func everyFormOfTheLengthIsRead(_ length: Int) throws {
        let payload = [UInt8](repeating: 0x61, count: length)
        #expect(
            try MessageReceiver.events(of: ClientFrame(.binary, payload).bytes, chunk: 1000)
                == [.message(.binary(payload))]
        )
    }

    @Test func whatIsLeftOverIsTheBeginningOfAHeader() throws {
        let header = Array(ClientFrame(.binary, .init(repeating: 0, count: 65_536)).bytes.prefix(14))
        for count in 1..<14 {
            var receiver = MessageReceiver()
            var input = ByteBuffer(bytes: ClientFrame.text("a").bytes + header.prefix(count))
            #expect(try receiver.next(&input) == .message(.text("a")))
            #expect(try receiver.next(&input) == nil)
            #expect(input == ByteBuffer(bytes: header.prefix(count)))
        }
    }

    @Test func payloadIsTakenAsItArrives() throws {
        var receiver = MessageReceiver()
        var input = ByteBuffer(bytes: ClientFrame(.binary, [1, 2, 3]).bytes.dropLast())
        #expect(try receiver.next(&input) == nil)
        #expect(input.readableBytes == 0)
    }

    @Test func aMessageThatIsKeptDoesNotChangeWithTheNext() throws {
        let frames: [ClientFrame] = [.text("first"), .text("other"), ClientFrame(.ping, [1]), ClientFrame(.ping, [2])]
        #expect(
            try MessageReceiver.events(of: frames.bytes)
                == [
                    .message(.text("first")), .message(.text("other")),
                    .ping(ByteBuffer(bytes: [1])), .ping(ByteBuffer(bytes: [2])),
                ]
        )
    }
}
