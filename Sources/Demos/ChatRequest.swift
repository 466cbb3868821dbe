import NIOCore
import WebSockets

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What a member may ask for: one JSON text message each.
enum ChatRequest: Equatable {
    case join(name: String)
    case message(text: String)
    case leave

    /// Far above what the longest text can take, every byte written as `\u00XX`: bounds what is given to the JSON parser.
    static let maxBytes = 32 << 10
    static let nameBytes = 1...96
    static let textBytes = 1...4096

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

        func request() throws(ChatProblem) -> ChatRequest {
            switch type {
            case "join":
                guard let name, nameBytes.contains(name.utf8.count), !name.allSatisfy(\.isWhitespace) else {
                    throw .badName
                }
                return .join(name: name)
            case "message":
                guard let text, textBytes.contains(text.utf8.count) else { throw .badMessage }
                return .message(text: text)
            case "leave":
                return .leave
            default:
                throw .unknownType
            }
        }
    }
}
