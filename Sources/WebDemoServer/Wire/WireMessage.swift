import NIOCore
import WebSockets

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What a viewer is told: one JSON object in a text message each. Times are in microseconds by the server's clock.
struct WireMessage: Encodable {
    /// What is shown of one frame, and of what it inflated to.
    static let maxFrameBytes = 16 << 10

    private(set) var type: String
    private(set) var connection: UInt64?
    private(set) var seq: UInt64?
    private(set) var time: UInt64?
    private(set) var direction: String?
    private(set) var path: String?
    private(set) var client: String?
    private(set) var server: String?
    /// Bytes on the wire, all of them.
    private(set) var length: UInt64?
    private(set) var raw: String?
    private(set) var payload: String?
    private(set) var inflated: String?
    private(set) var conclusion: String?
    private(set) var kind: String?
    private(set) var messageBytes: Int?
    private(set) var code: UInt16?
    private(set) var reason: String?
    private(set) var by: String?
    private(set) var cause: String?
    private(set) var lost: Int?
    private(set) var connections: [WireMessage]?
    private(set) var boot: String?
    private(set) var wallTime: Int64?
    private(set) var isTeacher: Bool?
    private(set) var maxFrames: Int?
    private(set) var maxBytes: Int?
    private(set) var maxFrameBytes: Int?

    private init(type: String) {
        self.type = type
    }

    init(_ item: WireQueue.Item) {
        switch item {
        case .opened(let connection):
            self.init(connection)
        case .gap(let connection, let lost):
            self.init(type: "gap")
            self.connection = connection
            self.lost = lost
        case .event(let event, let seq):
            self.init(event)
            self.seq = seq
        }
    }

    init(_ watched: WatchedConnection) {
        self.init(type: "connection")
        connection = watched.id
        time = watched.accepted.microseconds
        path = watched.target
        client = watched.client
        server = watched.server
    }

    /// The first message to every viewer.
    static func hello(boot: String, isTeacher: Bool) -> WireMessage {
        var message = WireMessage(type: "hello")
        message.boot = boot
        message.time = NIODeadline.now().microseconds
        message.wallTime = .wallClock
        message.isTeacher = isTeacher
        message.maxFrames = WireQueue.maxEvents
        message.maxBytes = WireQueue.maxBytes
        message.maxFrameBytes = maxFrameBytes
        return message
    }

    static func list(_ connections: some Sequence<WatchedConnection>) -> WireMessage {
        var message = WireMessage(type: "list")
        message.connections = connections.map { WireMessage($0) }
        return message
    }

    private init(_ event: WireEvent) {
        switch event.content {
        case .handshake(let head):
            self.init(type: "handshake")
            length = UInt64(head.readableBytes)
            raw = Self.base64(head)
        case .frame(let frame):
            self.init(type: "frame")
            tell(frame)
        case .ended(let close, let cause):
            self.init(type: "ended")
            tell(close)
            by = Self.who(cause)
            self.cause = Self.name(cause)
        }
        connection = event.connection
        time = event.time.microseconds
        direction = event.direction == .received ? "received" : "sent"
    }

    private mutating func tell(_ frame: WireFrame) {
        length = Self.wireBytes(frame.header)
        raw = Self.base64(frame.raw)
        payload = Self.base64(frame.payload)
        inflated = frame.inflated.map(Self.base64)
        switch frame.conclusion {
        case .fragment: conclusion = "fragment"
        case .message(let kind, let bytes):
            conclusion = "message"
            self.kind = kind == .text ? "text" : "binary"
            messageBytes = bytes
        case .ping: conclusion = "ping"
        case .pong: conclusion = "pong"
        case .close(let close):
            conclusion = "close"
            tell(close)
        case .violation(let violation):
            conclusion = "violation"
            tell(violation.closeFrame)
        }
    }

    private mutating func tell(_ close: CloseFrame?) {
        code = close?.code?.rawValue
        reason = close?.reason
    }

    /// As the header announces them, which need not be true of a frame that was refused.
    private static func wireBytes(_ header: FrameHeader) -> UInt64 {
        let (bytes, overflow) = header.payloadLength.addingReportingOverflow(UInt64(header.bytes))
        return overflow ? .max : bytes
    }

    private static func who(_ cause: EndCause) -> String {
        switch cause {
        case .peer, .violation: "client"
        case .endpoint, .drop, .silence, .slowness: "server"
        case .loss: "unknown"
        }
    }

    private static func name(_ cause: EndCause) -> String {
        switch cause {
        case .peer, .endpoint: "close"
        case .violation: "violation"
        case .silence, .slowness: "timeout"
        case .drop, .loss: "lost"
        }
    }

    var encoded: ByteBuffer? {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
        return (try? encoder.encode(self)).map { ByteBuffer(bytes: $0) }
    }

    private static func base64(_ bytes: ByteBuffer) -> String {
        Data(bytes.readableBytesView).base64EncodedString()
    }
}

extension NIODeadline {
    fileprivate var microseconds: UInt64 { uptimeNanoseconds / 1000 }
}
