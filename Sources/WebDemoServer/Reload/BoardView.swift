import NIOCore
import Demos
import WebSockets

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// `/_webdemo/board`: shows the teacher all pages that are open, and sends them elsewhere (`webdemo.board.v1`).
struct BoardView: WebSocketEndpoint {
    static let path = "/_webdemo/board"

    private static let maxAddressBytes = 2048

    let terms = HandshakeTerms(origins: .ownOrigin, subprotocols: ["webdemo.board.v1"])

    let hub: ReloadHub
    let isTeacher: Bool

    private struct Request: Decodable {
        let type: String
        let url: String?
    }

    func opened(_ connection: WebSocketConnection) {
        if isTeacher, hub.add(Board(connection)) { return }
        // The answer to the handshake leaves first.
        connection.eventLoop.execute {
            guard !isTeacher else { return connection.close(.tryAgainLater, "too many boards are open") }
            Self.answer(.notTeacher, connection)
            connection.close(.policyViolation, "the board is for who started the server: use the teacher's link")
        }
    }

    func received(_ message: Message, from connection: WebSocketConnection) {
        guard isTeacher,
            let request = try? JSONDecoder().decode(Request.self, from: Data(message.payload.readableBytesView)),
            request.type == "go"
        else { return }
        guard let url = request.url, Self.isGoodAddress(url) else {
            let text = "Pages can be sent to http://…, to https://… and to a path such as /lab.html."
            return Self.answer(.problem(text), connection)
        }
        Self.answer(.went(url: url, pages: hub.go(to: url)), connection)
    }

    private static func answer(_ message: BoardMessage, _ connection: WebSocketConnection) {
        if let text = message.encoded { connection.send(Message(.text, text)) }
    }

    func closed(_ connection: WebSocketConnection, _ close: CloseFrame?) {
        hub.boards.remove(connection.id)
    }

    /// Never `javascript:`, nor what a browser would make it of: no blank, no control, and not two slashes for a path.
    static func isGoodAddress(_ url: String) -> Bool {
        guard (1...maxAddressBytes).contains(url.utf8.count),
            !url.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F || $0 == UInt8(ascii: "\\") })
        else { return false }
        // Bytes: a mark would join with a slash.
        let bytes = Array(url.utf8)
        for scheme in ["http://", "https://"] where Self.begins(bytes, with: scheme) {
            return bytes.dropFirst(scheme.utf8.count).first.map { !"/?#".utf8.contains($0) } ?? false
        }
        return bytes.starts(with: "/".utf8) && !bytes.starts(with: "//".utf8)
    }

    private static func begins(_ bytes: [UInt8], with scheme: String) -> Bool {
        // In ASCII letters the bit of the case; no other byte becomes one of these.
        bytes.count >= scheme.utf8.count
            && zip(bytes, scheme.utf8).allSatisfy { $0 == $1 || ($0 | 0x20 == $1 && (0x61...0x7A).contains($1)) }
    }
}
