import NIOCore
import WebSockets

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What a member may ask for: one JSON text message each.
enum ChatRequest: Equatable {
    /// `key` is this page's secret: who joins again with it takes the place of a connection that is not known to be dead
    /// yet. `since` is the last thing that the page was told before.
    case join(name: String, key: String? = nil, since: Since? = nil)
    /// `mid` is the sender's own random id of the message: with it the message may be sent again and is said once.
    case message(text: String, mid: String? = nil)
    case typing
    case leave

    struct Since: Equatable {
        let epoch: String
        let seq: UInt64
    }

    /// Far above what the longest text can take, every byte written as `\u00XX`: bounds what is given to the JSON parser.
    static let maxBytes = 32 << 10
    static let nameBytes = 1...96
    static let textBytes = 1...4096
    /// Of `key` and `mid`: bounds what the room remembers of each.
    static let idBytes = 1...64

    init(_ message: Message) throws(ChatProblem) {
        guard message.kind == .text else { throw .textOnly }
        guard message.payload.readableBytes <= Self.maxBytes else { throw .badMessage }
        guard let body = try? JSONDecoder().decode(Body.self, from: Data(message.payload.readableBytesView)) else {
            throw .invalidJSON
        }
        self = try body.request()
    }

    private struct Body: Decodable {
        var type: String?
        var name: String?
        var text: String?
        var key: String?
        var mid: String?
        var epoch: String?
        var since: UInt64?

        func request() throws(ChatProblem) -> ChatRequest {
            switch type {
            case "join":
                guard let name, nameBytes.contains(name.utf8.count), name.isName else { throw .badName }
                return .join(name: name, key: try checked(key), since: place)
            case "message":
                guard let text, textBytes.contains(text.utf8.count) else { throw .badMessage }
                return .message(text: text, mid: try checked(mid))
            case "typing":
                return .typing
            case "leave":
                return .leave
            default:
                throw .unknownType
            }
        }

        private var place: Since? {
            guard let epoch, let since else { return nil }
            return Since(epoch: epoch, seq: since)
        }

        private func checked(_ id: String?) throws(ChatProblem) -> String? {
            guard idBytes.contains(id?.utf8.count ?? 1) else { throw .badID }
            return id
        }
    }
}

extension String {
    /// Whether something of it can be seen, and none of it is a control.
    var isName: Bool {
        !allSatisfy(\.isWhitespace) && !unicodeScalars.contains { $0.properties.generalCategory == .control }
    }
}
