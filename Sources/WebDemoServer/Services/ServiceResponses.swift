import Foundation
import HTTPTypes
import NIOCore
import StaticSite

extension Response {
    static func json(_ value: some Encodable) -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
        guard let data = try? encoder.encode(value) else { return .problem(.internalServerError, "no JSON") }
        return .text(String(decoding: data, as: UTF8.self), type: "application/json")
    }

    static func text(_ text: String, type: String, _ status: HTTPResponse.Status = .ok) -> Response {
        let fields: HTTPFields = [.contentType: type, .cacheControl: "no-store"]
        return Response(status, fields: fields, body: .bytes(ByteBuffer(string: text)))
    }

    static func problem(_ status: HTTPResponse.Status, _ what: String) -> Response {
        .text(what + "\n", type: "text/plain; charset=utf-8", status)
    }

    /// Server-Sent Events (WHATWG HTML §9.2).
    static var events: Response {
        Response(
            .ok,
            fields: [
                .contentType: "text/event-stream", .cacheControl: "no-store", .transferEncoding: "chunked",
            ]
        )
    }
}
