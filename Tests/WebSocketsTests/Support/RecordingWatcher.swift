import NIOCore
import Synchronization

@testable import WebSockets

/// Keeps what it is told of the wire.
final class RecordingWatcher: WireWatcher {
    /// What a frame was concluded to be, without its bytes.
    struct Seen: Equatable {
        let direction: WireEvent.Direction
        let opcode: Opcode?
        let conclusion: WireFrame.Conclusion

        static func received(_ opcode: Opcode?, _ conclusion: WireFrame.Conclusion) -> Seen {
            Seen(direction: .received, opcode: opcode, conclusion: conclusion)
        }

        static func sent(_ opcode: Opcode?, _ conclusion: WireFrame.Conclusion) -> Seen {
            Seen(direction: .sent, opcode: opcode, conclusion: conclusion)
        }
    }

    let maxBytes: Int
    private let log = Mutex<[WireEvent]>([])

    init(maxBytes: Int = 1 << 20) {
        self.maxBytes = maxBytes
    }

    var events: [WireEvent] { log.withLock { $0 } }

    func frames(_ direction: WireEvent.Direction) -> [WireFrame] {
        events.compactMap { event in
            if event.direction == direction, case .frame(let frame) = event.content { frame } else { nil }
        }
    }

    var seen: [Seen] {
        events.compactMap { event in
            guard case .frame(let frame) = event.content else { return nil }
            let opcode = Opcode(rawValue: frame.header.rawOpcode)
            return Seen(direction: event.direction, opcode: opcode, conclusion: frame.conclusion)
        }
    }

    func saw(_ event: WireEvent) {
        log.withLock { $0.append(event) }
    }
}
