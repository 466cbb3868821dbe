import HTTPTypes
import NIOCore
import NIOHTTP1
import StaticSite
import WebSockets

/// WebSockets that are another server's: the handshake is passed on, then the bytes, as they are.
extension HTTPConnection {
    func openTunnel(
        _ head: RequestHead,
        _ rule: ProxyRule,
        _ client: ProxyClient,
        _ context: ChannelHandlerContext
    ) {
        // Its place is taken for as long as the connection lives, so nothing else may follow.
        state.endAfterAnswer()
        do throws(Places.Shortage) {
            try surroundings.admission.admit(context.channel)
        } catch {
            return writeLast(surroundings.responder.answer(error, to: head, from: context.remoteAddress), context)
        }
        let connector = TunnelConnector(target: rule.target, timeouts: client.timeouts, eventLoop: context.eventLoop)
        let asked = ProxyRequest(head, rule: rule, client: context.remoteAddress, hop: client.hop)
        connector.ask(asked.handshake, until: context.channel.closeFuture).assumeIsolated().whenComplete { result in
            // The answer comes out of the decoder while that decodes, and only afterwards can it leave the connection.
            context.eventLoop.assumeIsolated().execute {
                switch result {
                case .success(let answer):
                    client.outages.answered(rule)
                    self.answered(answer, to: head, rule, client, context)
                case .failure(let error):
                    self.failed(ProxyFailure(error), head, rule, client, context)
                }
            }
        }
    }

    private func answered(
        _ answer: TunnelHandshake.Answer,
        to head: RequestHead,
        _ rule: ProxyRule,
        _ client: ProxyClient,
        _ context: ChannelHandlerContext
    ) {
        guard context.channel.isActive, !state.isStopping else {
            answer.channel.close(promise: nil)
            return context.close(promise: nil)
        }
        do throws(ProxyFailure) {
            if answer.head.status == .switchingProtocols {
                try join(answer, context)
            } else {
                // Nothing that was meant for the WebSocket ever goes to who did not want one.
                answer.channel.close(promise: nil)
                let response = try ProxyResponse(answer.head, to: head, rule: rule)
                let body: Response.Body = response.framing == .none ? .none : .bytes(answer.body)
                writeLast(Response(response.status, fields: response.fields, body: body), context)
            }
        } catch {
            answer.channel.close(promise: nil)
            failed(error, head, rule, client, context)
        }
    }

    private func failed(
        _ failure: ProxyFailure,
        _ head: RequestHead,
        _ rule: ProxyRule,
        _ client: ProxyClient,
        _ context: ChannelHandlerContext
    ) {
        guard context.channel.isActive else { return logAccess(status: failure.status, bytes: nil) }
        client.outages.failed(rule, failure)
        writeLast(surroundings.responder.answer(failure, rule, to: head), context)
    }

    private func writeLast(_ response: Response, _ context: ChannelHandlerContext) {
        write(response, ResponseWriter(isHead: false, isHTTP11: true, keepsAlive: false), context)
    }

    /// Both connections are now one, with what has come on either behind its head.
    private func join(_ answer: TunnelHandshake.Answer, _ context: ChannelHandlerContext) throws(ProxyFailure) {
        let switched = try Self.switched(answer.head)
        let (here, there) = TunnelEnd.pair()
        state.upgraded()
        timer?.cancel()
        logAccess(status: .switchingProtocols, bytes: 0)
        let mark = ChannelOptions.Types.WriteBufferWaterMark(low: 32 << 10, high: 64 << 10)
        try? context.channel.syncOptions?.setOption(.writeBufferWaterMark, value: mark)
        try? context.channel.syncOptions?.setOption(.socketOption(.so_keepalive), value: 1)
        context.writeAndFlush(wrapOutboundOut(switched), promise: nil)
        do {
            try context.pipeline.syncOperations.addHandler(here, position: .after(self))
            try TunnelHandshake.handOver(answer.channel, to: there).assumeIsolated().whenComplete { _ in
                self.leave(context)
            }
        } catch {
            // One of both has hung up meanwhile.
            answer.channel.close(promise: nil)
            context.close(promise: nil)
        }
    }

    /// The answer that makes the client's connection a WebSocket.
    private static func switched(_ head: HTTPResponseHead) throws(ProxyFailure) -> ByteBuffer {
        var all = HTTPFields()
        for (name, value) in head.headers {
            guard let name = HTTPField.Name(name), HTTPField.isValidValue(value) else { throw .malformed }
            all.append(HTTPField(name: name, value: value))
        }
        guard all.lists("websocket", in: .upgrade), all.lists("upgrade", in: .connection) else { throw .malformed }
        var bytes = ByteBuffer(
            string: "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        )
        for field in all.endToEnd { bytes.writeString("\(field.name.rawName): \(field.value)\r\n") }
        bytes.writeStaticString("\r\n")
        return bytes
    }
}

extension ProxyRequest {
    /// The same request with the fields of this hop that ask for a WebSocket.
    fileprivate var handshake: HTTPRequestHead {
        var headers = headers
        headers.add(name: "Connection", value: "Upgrade")
        headers.add(name: "Upgrade", value: "websocket")
        return HTTPRequestHead(version: .http1_1, method: .GET, uri: target, headers: headers)
    }
}
