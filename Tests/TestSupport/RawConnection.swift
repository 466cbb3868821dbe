/// A TCP client for tests that talk raw bytes to a server on this machine.
///
/// Every call blocks, until its deadline at most: call it inside `offCooperativePool`. One test, one task at a time. A
/// connection that is dropped is closed.
package final class RawConnection {
    package let host: String
    package let port: Int
    /// What has arrived and not been asked for yet.
    var unread: [UInt8] = []
    private let socket: TCPSocket
    private var isOpen = true

    /// Connects to a numeric address, `127.0.0.1` or `::1`. A small `receiveBufferBytes` makes a slow reader, to whom
    /// the server soon cannot write.
    package init(
        host: String = "127.0.0.1",
        port: Int,
        receiveBufferBytes: Int? = nil,
        within limit: Duration = .seconds(60)
    ) throws {
        self.host = host
        self.port = port
        socket = try TCPSocket(
            host: host,
            port: port,
            receiveBufferBytes: receiveBufferBytes,
            by: Deadline(within: limit)
        )
    }

    deinit {
        close()
    }

    /// Sends all the bytes; fails with `timedOut` when the peer does not take them, `resetByPeer` when it is gone.
    package func send(_ bytes: [UInt8], within limit: Duration = .seconds(60)) throws {
        let deadline = Deadline(within: limit)
        var rest = bytes[...]
        while !rest.isEmpty {
            rest = rest.dropFirst(try openSocket().write(rest, by: deadline))
        }
    }

    package func send(_ text: String, within limit: Duration = .seconds(60)) throws {
        try send(Array(text.utf8), within: limit)
    }

    /// Sends until the peer takes no more for the rest of the time. Returns how many of the bytes were taken.
    package func sendUntilBlocked(_ bytes: [UInt8], within limit: Duration) throws -> Int {
        let deadline = Deadline(within: limit)
        var rest = bytes[...]
        do {
            while !rest.isEmpty {
                rest = rest.dropFirst(try openSocket().write(rest, by: deadline))
            }
        } catch RawConnectionError.timedOut {
            // That is the answer.
        }
        return bytes.count - rest.count
    }

    /// Ends our side of the stream (FIN); what the peer sends can still be read.
    package func shutdownOutput() throws {
        try openSocket().shutdownOutput()
    }

    /// Closes in an orderly way, unless unread bytes are waiting in the kernel. Closing twice is fine.
    package func close() {
        guard isOpen else { return }
        isOpen = false
        socket.release()
    }

    /// Closes with RST, as a crashed or unplugged peer seems to do.
    package func reset() throws {
        try openSocket().setLingerToZero()
        close()
    }

    func openSocket() throws -> TCPSocket {
        guard isOpen else { throw RawConnectionError.alreadyClosed }
        return socket
    }
}
