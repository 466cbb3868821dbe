import Foundation

/// Turns system calls on one non-blocking TCP socket into values and thrown errors, every wait bounded by a deadline.
///
/// Whoever holds it closes it, once.
struct TCPSocket {
    private let descriptor: Int32

    /// Connects to a numeric address. `receiveBufferBytes` is set before connecting, as the window depends on it.
    init(host: String, port: Int, receiveBufferBytes: Int?, by deadline: Deadline) throws {
        var hints = addrinfo()
        hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV
        hints.ai_socktype = Self.streamType
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, String(port), &hints, &found) == 0, let address = found?.pointee else {
            throw RawConnectionError.notAnAddress(host)
        }
        defer { freeaddrinfo(found) }

        descriptor = socket(address.ai_family, address.ai_socktype | Self.closeOnExec, address.ai_protocol)
        guard descriptor >= 0 else { throw RawConnectionError.systemCall("socket", errno: errno) }
        do {
            try configure(receiveBufferBytes: receiveBufferBytes)
            try establish(to: address, by: deadline)
        } catch {
            release()
            throw error
        }
    }

    /// Sends what the kernel takes at once; waits when it takes nothing. Returns the number of bytes taken.
    func write(_ bytes: ArraySlice<UInt8>, by deadline: Deadline) throws -> Int {
        try retrying(Int16(POLLOUT), "sending", by: deadline) {
            bytes.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Self.noSignal) }
        }
    }

    /// Returns 1...max bytes, or none at the end of the stream.
    func read(max: Int, _ doing: String, by deadline: Deadline) throws -> [UInt8] {
        try [UInt8](unsafeUninitializedCapacity: max) { buffer, count in
            count = try retrying(Int16(POLLIN), doing, by: deadline) {
                recv(descriptor, buffer.baseAddress, buffer.count, 0)
            }
        }
    }

    func shutdownOutput() throws {
        try check("shutdown", shutdown(descriptor, Int32(SHUT_WR)))
    }

    func setLingerToZero() throws {
        try set(SO_LINGER, linger(l_onoff: 1, l_linger: 0))
    }

    func release() {
        _ = close(descriptor)
    }
}

extension TCPSocket {
    private func configure(receiveBufferBytes: Int?) throws {
        // Children that a test starts (the browser) must not keep the connection open.
        try check("fcntl", fcntl(descriptor, F_SETFD, FD_CLOEXEC))
        try check("fcntl", fcntl(descriptor, F_SETFL, O_NONBLOCK))
        #if canImport(Darwin)
        try set(SO_NOSIGPIPE, Int32(1))
        #endif
        if let receiveBufferBytes { try set(SO_RCVBUF, Int32(clamping: receiveBufferBytes)) }
        let result = withUnsafeBytes(of: Int32(1)) {
            setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, $0.baseAddress, socklen_t($0.count))
        }
        try check("setsockopt", result)
    }

    private func establish(to address: addrinfo, by deadline: Deadline) throws {
        guard connect(descriptor, address.ai_addr, address.ai_addrlen) != 0 else { return }
        guard errno == EINPROGRESS || errno == EINTR else {
            throw RawConnectionError.systemCall("connect", errno: errno)
        }
        try wait(for: Int16(POLLOUT), "connecting", by: deadline)
        var outcome: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        try check("getsockopt", getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &outcome, &size))
        guard outcome == 0 else { throw RawConnectionError.systemCall("connect", errno: outcome) }
    }

    private func retrying(_ events: Int16, _ doing: String, by deadline: Deadline, _ call: () -> Int) throws -> Int {
        while true {
            let count = call()
            if count >= 0 { return count }
            switch errno {
            case EINTR: continue
            case EAGAIN: try wait(for: events, doing, by: deadline)
            case ECONNRESET, EPIPE: throw RawConnectionError.resetByPeer(doing: doing)
            default: throw RawConnectionError.systemCall(doing, errno: errno)
            }
        }
    }

    private func wait(for events: Int16, _ doing: String, by deadline: Deadline) throws {
        var entry = pollfd(fd: descriptor, events: events, revents: 0)
        while true {
            let ready = poll(&entry, 1, deadline.pollMilliseconds)
            if ready > 0 { return }
            if ready == 0 { throw RawConnectionError.timedOut(doing: doing, unread: []) }
            guard errno == EINTR else { throw RawConnectionError.systemCall("poll", errno: errno) }
        }
    }

    private func set<Value>(_ option: Int32, _ value: Value) throws {
        let result = withUnsafeBytes(of: value) {
            setsockopt(descriptor, SOL_SOCKET, option, $0.baseAddress, socklen_t($0.count))
        }
        try check("setsockopt", result)
    }

    private func check(_ name: String, _ result: Int32) throws {
        guard result == 0 else { throw RawConnectionError.systemCall(name, errno: errno) }
    }
}
