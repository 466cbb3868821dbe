import NIOCore
import Testing
import WebSockets

@testable import WebDemoServer

struct WireQueueTests {
    private var queue = WireQueue()

    @Test mutating func eventsComeInTheirOrderWithNumbersOfTheirConnection() {
        queue.add(Self.connection(1))
        for (id, byte) in [(1, 10), (2, 20), (1, 11)] { queue.add(Self.head(UInt64(id), bytes: byte)) }
        queue.add(Self.end(1))
        #expect(drained() == ["opened 1", "1/1 10", "2/1 20", "1/2 11", "1/3 end"])
        #expect(drained() == [])
    }

    @Test mutating func oldestOfAConnectionAreLostAndCounted() {
        for number in 0..<(WireQueue.maxEvents + 5) { queue.add(Self.head(1, bytes: number)) }
        queue.add(Self.head(2, bytes: 7))
        let told = drained()
        #expect(told.first == "gap 1 5")
        #expect(told[1] == "1/6 5")
        #expect(told.count == WireQueue.maxEvents + 2)
        #expect(told.last == "2/1 7")
    }

    @Test mutating func bytesOfAConnectionAreBounded() {
        for _ in 0..<10 { queue.add(Self.head(1, bytes: 300_000)) }
        queue.add(Self.head(2, bytes: 300_000))
        #expect(drained() == ["gap 1 7", "1/8 300000", "1/9 300000", "1/10 300000", "2/1 300000"])
    }

    @Test mutating func bytesOfAllConnectionsAreBounded() {
        for id in 1...10 { queue.add(Self.head(UInt64(id), bytes: 900_000)) }
        queue.add(Self.end(1))
        let told = drained()
        #expect(told.filter { $0.hasSuffix(" 900000") }.count == 4)
        // What was lost before the end is told with the end.
        #expect(told.suffix(2) == ["gap 1 1", "1/2 end"])
    }

    /// Nobody reads; a quiet connection's first event waits before the flood of another.
    @Test(.timeLimit(.minutes(1)))
    mutating func floodThatNobodyReadsIsBounded() {
        queue.add(Self.head(2, bytes: 1))
        for number in 0..<200_000 { queue.add(Self.head(1, bytes: number % 10)) }
        queue.add(Self.end(1))
        let told = drained()
        #expect(told.first == "2/1 1")
        #expect(told.last == "1/200001 end")
        #expect(told.count <= WireQueue.maxEvents + 4)
    }

    @Test mutating func manyShortConnectionsAreBounded() {
        for id in 1...(2 * UInt64(WireQueue.maxEntries)) {
            queue.add(Self.connection(id))
            queue.add(Self.end(id))
        }
        #expect(drained().count <= 2 * WireQueue.maxEntries)
    }

    @Test mutating func queueThatIsReadAndFilledForLongStaysSmall() {
        for number in 0..<100_000 {
            queue.add(Self.head(1, bytes: number % 100))
            queue.add(Self.head(2, bytes: number % 100))
            _ = queue.next()
        }
        #expect(drained().count <= 2 * WireQueue.maxEvents + 2)
    }

    private mutating func drained() -> [String] {
        var told: [String] = []
        while let item = queue.next() {
            switch item {
            case .opened(let connection): told.append("opened \(connection.id)")
            case .gap(let id, let lost): told.append("gap \(id) \(lost)")
            case .event(let event, let seq):
                switch event.content {
                case .handshake(let head): told.append("\(event.connection)/\(seq) \(head.readableBytes)")
                case .frame: told.append("frame")
                case .ended: told.append("\(event.connection)/\(seq) end")
                }
            }
        }
        return told
    }

    private static func head(_ id: UInt64, bytes: Int) -> WireEvent {
        let head = ByteBuffer(repeating: 0, count: bytes)
        return WireEvent(connection: id, time: .now(), direction: .received, content: .handshake(head))
    }

    private static func end(_ id: UInt64) -> WireEvent {
        WireEvent(connection: id, time: .now(), direction: .received, content: .ended(nil, .loss))
    }

    private static func connection(_ id: UInt64) -> WatchedConnection {
        WatchedConnection(id: id, target: "/", client: "", server: "", accepted: .now(), taps: WireTaps([]))
    }
}
