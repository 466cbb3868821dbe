import Crypto
import Demos
import Foundation
import HTTPTypes
import NIOCore
import StaticSite
import WebSockets

/// What the page about the handshake asks.
extension Services {
    private struct Accept: Encodable {
        let key: String
        let guid: String
        let joined: String
        let sha1: String
        let accept: String
    }

    func accept(_ query: Query) -> Response {
        guard let key = query["key"], !key.isEmpty, key.utf8.count <= 256 else {
            return .problem(.badRequest, "key= is missing, or longer than 256 bytes")
        }
        let joined = key + Handshake.guid
        let digest = Insecure.SHA1.hash(data: Data(joined.utf8))
        return .json(
            Accept(
                key: key,
                guid: Handshake.guid,
                joined: joined,
                sha1: digest.hexadecimal,
                accept: Handshake.accept(forKey: key)
            )
        )
    }

    func handshake(_ query: Query, _ head: RequestHead, _ asker: Asker, on eventLoop: any EventLoop)
        -> Responder.Answer
    {
        guard let what = query["break"].flatMap(HandshakeProbe.Break.init(rawValue:)),
            let demo = catalog.demo(at: query["path"] ?? "/echo"), let address = asker.server
        else { return .response(.problem(.badRequest, "break= or path= is none that is known")) }
        guard probes.enter() else {
            return .response(.problem(.serviceUnavailable, "others try handshakes right now; try again in a second"))
        }
        let probe = HandshakeProbe(path: demo.path, what: what, host: head.authority ?? "localhost")
        let result = probe.run(at: address, on: eventLoop)
        result.whenComplete { [probes] _ in probes.leave() }
        let response = result.map { Response.json($0) }
            .flatMapErrorThrowing { _ in .problem(.serviceUnavailable, "the server could not reach itself") }
        return .later(response)
    }
}
