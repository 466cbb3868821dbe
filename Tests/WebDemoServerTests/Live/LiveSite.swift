import TestSupport
import Testing

/// A running server as its clients see it, and the directory that it serves.
struct LiveSite: Sendable {
    static let index = "<!doctype html><title>Live</title>"

    let port: Int
    let directory: TemporaryDirectory
    let stopping: Stopping
    var teacherLink: String?

    func connect(host: String = "127.0.0.1", receiveBufferBytes: Int? = nil) throws -> RawConnection {
        try RawConnection(host: host, port: port, receiveBufferBytes: receiveBufferBytes)
    }

    func webSocket(_ path: String = "/echo") throws -> WebSocketTestClient {
        try WebSocketTestClient(port: port, path: path)
    }

    /// One request on a connection of its own.
    func request(
        _ target: String,
        method: String = "GET",
        _ fields: [(name: String, value: String)] = []
    ) throws -> HTTPReply {
        let connection = try connect()
        try connection.sendRequest(method, target, fields: fields)
        return try connection.readReply(toHead: method == "HEAD")
    }

    /// Whether a new client is answered as it should be.
    func expectToServe(_ location: SourceLocation = #_sourceLocation) throws {
        let reply = try request("/")
        #expect(reply.status == 200 && reply.text == Self.index, sourceLocation: location)
    }
}
