import LiveReload
import NIOCore
import Synchronization
import WebSockets

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// `/livereload`: LiveReload's protocol 7, for the snippets and browser extensions that there are
/// (livereload.com/api/protocol). Every client is told every change, because its page may come from another server.
///
/// Pages of every port of this host may connect. All they learn is which files change, and nothing that they say is
/// acted on.
final class LiveReload7: WebSocketEndpoint {
    static let path = "/livereload"

    private static let name = "http://livereload.com/protocols/official-7"
    /// No client's hello is a tenth as long. Bounds the work for one that is.
    private static let maxHelloBytes = 16 << 10

    private struct Hello: Decodable {
        let command: String
        let protocols: [String]
    }

    let terms = HandshakeTerms(origins: .sameHost)
    /// `/livereload.js`, which is for everybody's pages.
    let script: StoredScript

    /// Those who have said hello, by the connection.
    private let clients = Mutex<[UInt64: WebSocketConnection]>([:])

    init(script: StoredScript) {
        self.script = script
    }

    /// `nil` where there is no such file.
    convenience init?(scriptAt path: String) {
        guard let bytes = FileManager.default.contents(atPath: path) else { return nil }
        self.init(script: StoredScript(String(decoding: bytes, as: UTF8.self)))
    }

    /// What a client says after its hello, `info` and `url`, is about its page, and changes nothing here.
    func received(_ message: Message, from connection: WebSocketConnection) {
        guard clients.withLock({ $0[connection.id] == nil }) else { return }
        guard Self.isHello(message) else {
            return connection.close(.protocolError, "the first message is a hello that has \(Self.name)")
        }
        tell(.hello(protocols: [Self.name]), to: [connection])
        clients.withLock { $0[connection.id] = connection }
    }

    func closed(_ connection: WebSocketConnection, _ close: CloseFrame?) {
        clients.withLock { $0[connection.id] = nil }
    }

    func changed(_ changes: [FileChange]) {
        let clients = clients.withLock { Array($0.values) }
        guard !clients.isEmpty else { return }
        for command in LiveReload7Command.commands(for: changes) { tell(command, to: clients) }
    }

    /// In the order of the calls. Who does not read is closed by what its connection allows.
    private func tell(_ command: LiveReload7Command, to clients: [WebSocketConnection]) {
        guard let text = command.encoded else { return }
        for client in clients {
            client.eventLoop.execute { client.send(Message(.text, text)) }
        }
    }

    private static func isHello(_ message: Message) -> Bool {
        guard message.payload.readableBytes <= maxHelloBytes,
            let hello = try? JSONDecoder().decode(Hello.self, from: Data(message.payload.readableBytesView))
        else { return false }
        return hello.command == "hello" && hello.protocols.contains(name)
    }
}
