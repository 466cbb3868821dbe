import Demos
import HTTPTypes
import NIOCore
import StaticSite
import WebSockets

/// The switch from HTTP to WebSocket. NIO's own upgrade handlers work on the first request of a connection only.
extension HTTPConnection {
    /// Hands the connection to a WebSocket, with the bytes that came behind the request. Where there is no place for one
    /// nothing has happened.
    func upgrade(
        to demo: Demo,
        _ handshake: Handshake,
        _ context: ChannelHandlerContext
    ) throws(Places.Shortage) {
        if handshake.misconduct == .dropsHandshake { return drop(demo, handshake, context) }
        try surroundings.admission.admit(context.channel)
        state.upgraded()
        timer?.cancel()
        logAccess(status: .switchingProtocols, bytes: 0)
        let limits = surroundings.webSocketLimits
        let taps = register(demo, handshake, context)
        let webSocket = WebSocketHandler(
            id: id,
            endpoint: demo.endpoint,
            handshake: handshake,
            limits: limits,
            pool: loop.compressionPool,
            watcher: taps.isEmpty ? nil : taps
        )
        // Above the send budget nothing more is read, until half of it is drained.
        let budget = ChannelOptions.Types.WriteBufferWaterMark(
            low: max(1, limits.maxPendingBytes / 2),
            high: max(1, limits.maxPendingBytes)
        )
        try? context.channel.syncOptions?.setOption(.writeBufferWaterMark, value: budget)
        writeSwitch(handshake, taps, context)
        do {
            try context.pipeline.syncOperations.addHandler(webSocket, position: .after(self))
        } catch {
            return context.close(promise: nil)  // the client has hung up meanwhile
        }
        if let connection = webSocket.connection { surroundings.wireHub.opened(id, connection) }
        leave(context)
    }

    /// To the next handler, with what has come behind the request.
    func leave(_ context: ChannelHandlerContext) {
        let rest = input
        input = ByteBuffer()
        if rest.readableBytes > 0 {
            context.fireChannelRead(wrapInboundOut(rest))
            context.fireChannelReadComplete()
        }
        if state.isInputEnded { context.fireUserInboundEventTriggered(ChannelEvent.inputClosed) }
        if isReadHeld { context.read() }
        context.pipeline.syncOperations.removeHandler(self, promise: nil)
    }

    /// Leaves the handshake without an answer, as an endpoint wants it.
    private func drop(_ demo: Demo, _ handshake: Handshake, _ context: ChannelHandlerContext) {
        logAccess(status: .switchingProtocols, bytes: nil)
        let taps = register(demo, handshake, context)
        if !taps.isEmpty, let request = head?.raw {
            tell(taps, request, .received, context)
            let ended = WireEvent.Content.ended(nil, .drop)
            taps.saw(WireEvent(connection: id, time: context.eventLoop.now, direction: .sent, content: ended))
        }
        context.close(promise: nil)
    }

    /// Tells those who watch that there is one WebSocket more.
    private func register(_ demo: Demo, _ handshake: Handshake, _ context: ChannelHandlerContext) -> WireTaps {
        let hub = surroundings.wireHub
        let services = surroundings.responder.services
        let meter = handshake.query.flatMap { services.meters.meter($0) }
        let taps = WireTaps([surroundings.wireWatcher, meter].compactMap { $0 })
        let watched = WatchedConnection(
            id: id,
            target: head?.loggedTarget ?? "",
            client: context.remoteAddress?.hostAndPort ?? "",
            server: context.localAddress?.hostAndPort ?? "",
            accepted: accepted,
            taps: taps,
            isView: demo.path.hasPrefix(PageService.prefix)
        )
        hub.opens(watched, trace: handshake.query.flatMap { WireTrace.value(in: $0) })
        context.channel.closeFuture.assumeIsolated().whenComplete { [id, loop] _ in
            hub.closed(id, at: loop.eventLoop.now)
        }
        return taps
    }

    private func writeSwitch(_ handshake: Handshake, _ taps: WireTaps, _ context: ChannelHandlerContext) {
        let response = Response(.switchingProtocols, fields: handshake.response.headerFields)
        var answer = ByteBuffer()
        let writer = ResponseWriter(isHead: false, isHTTP11: true, keepsAlive: true)
        _ = writer.write(response, date: loop.date, to: &answer)
        if !taps.isEmpty, let request = head?.raw {
            tell(taps, request, .received, context)
            tell(taps, answer, .sent, context)
        }
        context.writeAndFlush(wrapOutboundOut(answer), promise: nil)
    }

    private func tell(
        _ taps: WireTaps,
        _ head: ByteBuffer,
        _ direction: WireEvent.Direction,
        _ context: ChannelHandlerContext
    ) {
        let content = WireEvent.Content.handshake(WireMask.masked(head: head))
        taps.saw(WireEvent(connection: id, time: context.eventLoop.now, direction: direction, content: content))
    }
}
