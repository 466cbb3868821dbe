import NIOCore
import Synchronization
import WebSockets

/// The bytes that one way of following the clock took on the socket, heads apart from payload.
struct MeterCounts: Encodable, Equatable, Sendable {
    var requests = 0
    var receivedHead = 0
    var receivedPayload = 0
    var sentHead = 0
    var sentPayload = 0
}

/// Counts for one page and one way. Of a WebSocket the heads are the handshake's and the frames'.
final class Meter: WireWatcher {
    let maxBytes = 0
    private let values = Mutex(MeterCounts())

    var counts: MeterCounts { values.withLock { $0 } }

    func received(head: Int) {
        values.withLock { counts in
            counts.requests += 1
            counts.receivedHead += head
        }
    }

    func sent(head: Int, payload: Int) {
        values.withLock { counts in
            counts.sentHead += head
            counts.sentPayload += payload
        }
    }

    func saw(_ event: WireEvent) {
        switch (event.content, event.direction) {
        case (.handshake(let head), .received): received(head: head.readableBytes)
        case (.handshake(let head), .sent): sent(head: head.readableBytes, payload: 0)
        case (.frame(let frame), .received):
            values.withLock { counts in
                counts.receivedHead += frame.header.bytes
                counts.receivedPayload += Int(clamping: frame.header.payloadLength)
            }
        case (.frame(let frame), .sent):
            sent(head: frame.header.bytes, payload: Int(clamping: frame.header.payloadLength))
        case (.ended, _): break
        }
    }
}

/// The meters of the pages that measure, by their trace; the oldest make room.
final class MeterBook: Sendable {
    private static let ways = ["polling", "long-polling", "events", "websocket"]
    private static let maxTraces = 500

    private struct State {
        var meters: [String: [String: Meter]] = [:]
        var order: [String] = []
    }

    private let state = Mutex(State())

    /// `nil` where nobody asked to be measured.
    func meter(_ query: String) -> Meter? {
        guard let trace = WireTrace.value(in: query), let way = Query(query)["way"], Self.ways.contains(way)
        else { return nil }
        return state.withLock { state in
            if let meter = state.meters[trace]?[way] { return meter }
            if state.meters[trace] == nil {
                state.order.append(trace)
                if state.order.count > Self.maxTraces { state.meters[state.order.removeFirst()] = nil }
            }
            let meter = Meter()
            state.meters[trace, default: [:]][way] = meter
            return meter
        }
    }

    func counts(_ trace: String) -> [String: MeterCounts] {
        let meters = state.withLock { $0.meters[trace] ?? [:] }
        return Dictionary(uniqueKeysWithValues: Self.ways.map { ($0, meters[$0]?.counts ?? MeterCounts()) })
    }
}
