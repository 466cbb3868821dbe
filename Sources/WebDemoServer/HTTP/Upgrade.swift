import HTTPTypes
import NIOCore
import StaticSite
import WebSockets

/// The switch from HTTP to WebSocket. NIO's own upgrade handlers work on the first request of a connection only.
extension HTTPConnection {
    /// Hands the connection to a WebSocket, with the bytes that came behind the request.
    func upgrade(to endpoint: any WebSocketEndpoint, _ handshake: Handshake, _ context: ChannelHandlerContext) {
        state.upgraded()
        timer?.cancel()
        logAccess(status: .switchingProtocols, bytes: 0)
        let webSocket = WebSocketHandler(
            id: surroundings.connectionIDs.next(),
            endpoint: endpoint,
            handshake: handshake,
            limits: surroundings.webSocketLimits
        )
        let writer = ResponseWriter(isHead: false, isHTTP11: true, keepsAlive: true)
        let response = Response(.switchingProtocols, fields: handshake.response.headerFields)
        let written = context.eventLoop.makePromise(of: Void.self)
        write(response, writer, context, promise: written)
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
}
