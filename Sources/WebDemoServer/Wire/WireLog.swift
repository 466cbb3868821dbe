import Logging
import NIOCore
import WebSockets

/// A line for every handshake and frame, at level `trace`.
struct WireLog: WireWatcher {
    /// As much of a frame, and of what it inflated to, as a line shows.
    private static let shownBytes = 64

    let maxBytes = Self.shownBytes

    private let log: BackgroundLog

    /// `nil` where nobody would see the lines.
    init?(_ log: BackgroundLog) {
        guard log.logger.logLevel <= .trace else { return nil }
        self.log = log
    }

    func saw(_ event: WireEvent) {
        // Now, because an event may keep hold of what a whole read came in.
        let line = Self.line(event)
        log.write(1) { logger in logger.trace("\(line)") }
    }

    /// What a peer sent cannot move the cursor of who reads the log.
    static func line(_ event: WireEvent) -> String {
        let arrow = event.direction == .received ? "<-" : "->"
        let text =
            switch event.content {
            case .handshake(let head): "handshake, \(head.readableBytes) bytes: \(firstLine(head))"
            case .frame(let frame): describe(frame)
            case .ended(let close, _): "ended" + (close.map { ", close \(describe($0))" } ?? ", without a close")
            }
        return "#\(event.connection) \(arrow) \(text)"
    }

    private static func describe(_ frame: WireFrame) -> String {
        let header = frame.header
        var words = [name(header.rawOpcode), "\(header.payloadLength) bytes"]
        if header.isFinal { words.append("FIN") }
        for (bit, name) in [(4, "RSV1"), (2, "RSV2"), (1, "RSV3")] where header.reservedBits & UInt8(bit) != 0 {
            words.append(name)
        }
        if let key = header.maskingKey { words.append("key \(key.octets.hexadecimal)") }
        switch frame.conclusion {
        case .fragment: words.append("to be continued")
        case .message(_, let bytes) where bytes != header.payloadLength: words.append("message of \(bytes) bytes")
        case .message, .ping, .pong: break
        case .close(let close): words.append(describe(close))
        case .violation(let violation): words.append("refused: \(describe(violation.closeFrame))")
        }
        return words.joined(separator: " ") + content(frame)
    }

    private static func describe(_ close: CloseFrame) -> String {
        guard let code = close.code else { return "without a code" }
        return "\(code.rawValue)" + (close.reason.isEmpty ? "" : " '\(close.reason.escapingControls)'")
    }

    private static func content(_ frame: WireFrame) -> String {
        guard frame.header.rawOpcode & 0x8 == 0 else { return "" }
        let all = frame.inflated ?? frame.payload
        // Others may want to see more.
        let bytes = all.getSlice(at: all.readerIndex, length: min(shownBytes, all.readableBytes)) ?? all
        guard bytes.readableBytes > 0 else { return "" }
        let isCut = isCut(frame, shown: bytes.readableBytes)
        let whole = isCut ? bytes.readableBytesView.withoutHalfCharacter : bytes.readableBytesView
        let text = String(validating: whole, as: UTF8.self).map { "'\($0.escapingControls)'" }
        return ": " + (text ?? bytes.readableBytesView.hexadecimal) + (isCut ? "…" : "")
    }

    private static func isCut(_ frame: WireFrame, shown: Int) -> Bool {
        guard frame.inflated != nil else { return shown < frame.header.payloadLength }
        if case .message(_, let bytes) = frame.conclusion, bytes == shown { return false }
        return shown >= shownBytes
    }

    private static func firstLine(_ head: ByteBuffer) -> String {
        String(decoding: head.readableBytesView.prefix { $0 != UInt8(ascii: "\r") }, as: UTF8.self).escapingControls
    }

    private static func name(_ opcode: UInt8) -> String {
        Opcode(rawValue: opcode).map { "\($0)" } ?? "opcode \(opcode)"
    }
}

extension ByteBufferView {
    /// Without a UTF-8 character at the end that is not all there.
    fileprivate var withoutHalfCharacter: ByteBufferView {
        guard let start = suffix(4).lastIndex(where: { $0 & 0xC0 != 0x80 }) else { return self }
        let length =
            switch self[start] {
            case 0xC2...0xDF: 2
            case 0xE0...0xEF: 3
            case 0xF0...0xF4: 4
            default: 1
            }
        return endIndex - start < length ? self[..<start] : self
    }
}
