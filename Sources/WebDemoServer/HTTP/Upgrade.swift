import HTTPTypes
import NIOCore
import StaticSite
import WebSockets

/// The switch from HTTP to WebSocket. NIO's own upgrade handlers work on the first request of a connection only.
extension HTTPConnection {
    /// Hands the connection to a WebSocket, with the bytes that came behind the request. Where there is no place for one
    /// nothing has happened.
    func upgrade(
        to endpoint: any WebSocketEndpoint,
        _ handshake: Handshake,
        _ context: ChannelHandlerContext
    ) throws(Places.Shortage) {
        try surroundings.admission.admit(context.channel)
        state.upgraded()
        timer?.cancel()
        logAccess(status: .switchingProtocols, bytes: 0)
        let limits = surroundings.webSocketLimits
        let id = surroundings.connectionIDs.next()
        let webSocket = WebSocketHandler(
            id: id,
            endpoint: endpoint,
            handshake: handshake,
            limits: limits,
            pool: loop.compressionPool,
            watcher: surroundings.wireWatcher
        )
        // Above the send budget nothing more is read, until half of it is drained.
        let budget = ChannelOptions.Types.WriteBufferWaterMark(
            low: max(1, limits.maxPendingBytes / 2),
            high: max(1, limits.maxPendingBytes)
        )
        try? context.channel.syncOptions?.setOption(.writeBufferWaterMark, value: budget)
        writeSwitch(handshake, id: id, context)
        let rest = input
        input = ByteBuffer()
        do {
            try context.pipeline.syncOperations.addHandler(webSocket, position: .after(self))
        } catch {
            return context.close(promise: nil)  // the client has hung up meanwhile
        }
        if rest.readableBytes > 0 {
            context.fireChannelRead(wrapInboundOut(rest))
            context.fireChannelReadComplete()
        }
        if state.isInputEnded { context.fireUserInboundEventTriggered(ChannelEvent.inputClosed) }
        if isReadHeld { context.read() }
        context.pipeline.syncOperations.removeHandler(self, promise: nil)
    }

    private func writeSwitch(_ handshake: Handshake, id: UInt64, _ context: ChannelHandlerContext) {
        let response = Response(.switchingProtocols, fields: handshake.response.headerFields)
        var answer = ByteBuffer()
        let writer = ResponseWriter(isHead: false, isHTTP11: true, keepsAlive: true)
        _ = writer.write(response, date: loop.date, to: &answer)
        if let watcher = surroundings.wireWatcher, let request = head?.raw {
            let now = context.eventLoop.now
            watcher.saw(WireEvent(connection: id, time: now, direction: .received, content: .handshake(request)))
            watcher.saw(WireEvent(connection: id, time: now, direction: .sent, content: .handshake(answer)))
        }
        context.writeAndFlush(wrapOutboundOut(answer), promise: nil)
    }
}
