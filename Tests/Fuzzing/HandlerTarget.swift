import NIOCore
import WebSockets

/// A WebSocket from the handshake to the end of TCP: what it writes is RFC 6455, and it ends.
enum HandlerTarget {
    static func check(_ input: FuzzInput) throws {
        let written = try life(of: input, watcher: nil)
        let watcher = FuzzedWatcher()
        try expect(try life(of: input, watcher: watcher) == written, "watching changes what is written")
    }

    /// Returns what was written.
    private static func life(of input: FuzzInput, watcher: FuzzedWatcher?) throws -> [UInt8] {
        let peer = try FuzzedPeer(input, watcher: watcher)
        try peer.run(input)
        try checkSpeech(of: peer, limits: input.limits)
        try expect(!peer.isReadLost, "nothing is read any more")
        try peer.fallSilent()
        let written = peer.wire.written
        _ = try Speech(parsing: written, agreed: peer.agreed)
        try expect(peer.wire.isClosed, "a connection with a silent peer stays open")
        try expect(!peer.wire.wroteAfterEnd, "bytes behind the FIN")
        try expect(peer.endpoint.log.isOrdered, "the endpoint's calls: \(peer.endpoint.log.calls)")
        try peer.leave()
        try expect(peer.handler == nil, "the handler outlives its channel")
        guard let watched = watcher?.log else { return written }
        try expect(peer.delivered.starts(with: watched.received), "the watcher saw what did not come")
        try expect(watched.sent.starts(with: written), "the watcher did not see all that went")
        try expect(watched.ends == 1, "the watcher was told \(watched.ends) ends")
        return written
    }

    private static func checkSpeech(of peer: FuzzedPeer, limits: WebSocketLimits) throws {
        let speech = try Speech(parsing: peer.wire.written, agreed: peer.agreed)
        let meant = try Reception(of: [peer.delivered[...]], limits: limits, agreed: peer.agreed).untilClose
        let log = peer.endpoint.log
        try expect(meant.messages.starts(with: log.received), "the endpoint was told what nobody said")
        try expect(log.sent.starts(with: speech.messages), "written: \(speech.messages), sent: \(log.sent)")
        try expect(speech.pongs.isSubsequence(of: meant.pings), "pongs \(speech.pongs) for pings \(meant.pings)")
        guard peer.isUndisturbed else { return }
        try expect(log.received == meant.messages && speech.messages == meant.messages, "a message was lost")
        try expect(speech.pongs == meant.pings, "a ping without its pong")
        let isBroken = peer.agreed != nil && meant.violation != nil
        let isExpected = isBroken ? speech.close != nil : speech.close == meant.expectedClose
        try expect(isExpected, "close \(speech.close ?? []) for \(meant)")
    }
}

extension Reception {
    /// The payload of the close that answers.
    fileprivate var expectedClose: [UInt8]? {
        if case .close(let frame) = events.last { return frame.code?.bytes ?? [] }
        return violation.map { ($0.closeFrame.code?.bytes ?? []) + Array($0.closeFrame.reason.utf8) }
    }
}

extension CloseCode {
    fileprivate var bytes: [UInt8] { [UInt8(rawValue >> 8), UInt8(rawValue & 0xFF)] }
}

extension Array where Element: Equatable {
    fileprivate func isSubsequence(of other: [Element]) -> Bool {
        var rest = self[...]
        for element in other where element == rest.first { rest.removeFirst() }
        return rest.isEmpty
    }
}
