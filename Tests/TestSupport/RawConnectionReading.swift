/// Turns the stream of a `RawConnection` into the pieces that a test asks for; what is left over waits for the next.
extension RawConnection {
    /// Returns 1...max bytes as soon as there are any; none at the end of the stream.
    package func readSome(max: Int = 65536, within limit: Duration = .seconds(60)) throws -> [UInt8] {
        if unread.isEmpty {
            _ = try receive("reading", by: Deadline(within: limit))
        }
        return takeUnread(max)
    }

    package func read(exactly count: Int, within limit: Duration = .seconds(60)) throws -> [UInt8] {
        try read(exactly: count, by: Deadline(within: limit))
    }

    /// Returns the text up to and including the delimiter.
    package func read(until delimiter: String, within limit: Duration = .seconds(60)) throws -> String {
        let doing = "reading until \(delimiter.debugDescription)"
        let deadline = Deadline(within: limit)
        while true {
            if let found = unread.firstRange(of: Array(delimiter.utf8)) {
                return String(decoding: takeUnread(found.upperBound), as: UTF8.self)
            }
            try receiveMore(doing, by: deadline)
        }
    }

    /// Returns everything up to the end of the stream; fails when the peer resets or goes on beyond the deadline.
    package func readToEnd(within limit: Duration = .seconds(60)) throws -> [UInt8] {
        try drain("reading to the end", by: Deadline(within: limit))
        return takeUnread(unread.count)
    }

    /// Whether the peer ends the stream, by FIN or RST, in this time. What it sends before can still be read.
    package func isClosedByPeer(within limit: Duration = .seconds(60)) throws -> Bool {
        do {
            try drain("waiting for the peer to close", by: Deadline(within: limit))
            return true
        } catch RawConnectionError.resetByPeer {
            return true
        } catch RawConnectionError.timedOut {
            return false
        }
    }

    func read(exactly count: Int, by deadline: Deadline) throws -> [UInt8] {
        while unread.count < count {
            try receiveMore("reading \(count) bytes", by: deadline)
        }
        return takeUnread(count)
    }

    private func drain(_ doing: String, by deadline: Deadline) throws {
        while try receive(doing, by: deadline) {
            // A peer that never pauses would otherwise never meet the deadline.
            if deadline.hasPassed { throw RawConnectionError.timedOut(doing: doing, unread: unread) }
        }
    }

    private func receiveMore(_ doing: String, by deadline: Deadline) throws {
        guard try receive(doing, by: deadline) else {
            throw RawConnectionError.closedByPeer(doing: doing, unread: unread)
        }
    }

    /// Returns false at the end of the stream.
    private func receive(_ doing: String, by deadline: Deadline) throws -> Bool {
        do {
            let bytes = try openSocket().read(max: 65536, doing, by: deadline)
            unread += bytes
            return !bytes.isEmpty
        } catch RawConnectionError.timedOut {
            throw RawConnectionError.timedOut(doing: doing, unread: unread)
        }
    }

    private func takeUnread(_ count: Int) -> [UInt8] {
        let taken = Array(unread.prefix(count))
        unread.removeFirst(taken.count)
        return taken
    }
}
