import TestSupport
import Testing

/// A member of the chat that comes back as the README tells: says everything once, and hears everything once.
final class Returning {
    fileprivate struct Said {
        let mid: String
        let text: String
    }

    /// What a page keeps while it has no connection.
    struct Memory: Sendable {
        let name: String
        fileprivate(set) var epoch: String?
        fileprivate(set) var heard: [String] = []
        fileprivate var seq = 0.0
        fileprivate var mids: Set<String> = []
        fileprivate var pending: [Said] = []
        fileprivate var said: [Said] = []
        fileprivate var count = 0
    }

    private(set) var memory: Memory
    private let port: Int
    private var client: WebSocketTestClient

    convenience init(_ port: Int, _ name: String) throws {
        try self.init(port, Memory(name: name))
    }

    init(_ port: Int, _ memory: Memory) throws {
        self.port = port
        self.memory = memory
        client = try WebSocketTestClient(port: port, path: "/chat?room=return")
        try join()
    }

    func say(_ text: String) throws {
        memory.count += 1
        memory.pending.append(Said(mid: "\(memory.name) \(memory.count)", text: text))
        try send(memory.pending[memory.pending.count - 1])
    }

    /// `end` does to the old connection what the network does.
    func comeBack(after end: (RawConnection) throws -> Void) throws {
        try end(client.connection)
        let old = client
        client = try WebSocketTestClient(port: port, path: "/chat?room=return")
        try join()
        old.connection.close()
    }

    func hearUntilAllArrived() throws {
        while !memory.pending.isEmpty { try hear(event()) }
    }

    func hear(until text: String) throws {
        while !memory.heard.contains(text) { try hear(event()) }
    }

    private func join() throws {
        var request: [String: JSONValue] = [
            "type": "join", "name": .string(memory.name), "key": .string("key of \(memory.name)"),
        ]
        if let epoch = memory.epoch {
            request["epoch"] = .string(epoch)
            request["since"] = .number(memory.seq)
        }
        try client.sendText(JSONValue.object(request).text)
        let welcome = try event()
        try #require(welcome["type"] == "welcome", "\(welcome)")
        let isNew = memory.epoch != welcome["epoch"]?.string
        if isNew { memory.seq = 0 }
        let again = isNew ? memory.said : []
        memory.epoch = welcome["epoch"]?.string
        for message in welcome["history"]?.array ?? [] { try hear(message) }
        memory.seq = welcome["seq"]?.number ?? 0
        for message in again + memory.pending { try send(message) }
    }

    private func send(_ message: Said) throws {
        let request: JSONValue = ["type": "message", "mid": .string(message.mid), "text": .string(message.text)]
        try client.sendText(request.text)
    }

    private func event() throws -> JSONValue {
        try JSONValue(parsing: client.readText())
    }

    private func hear(_ event: JSONValue) throws {
        let mid = event["mid"]?.string
        if let number = event["seq"]?.number {
            try #require(number > memory.seq, "\(event) is no news")
            memory.seq = number
        }
        try #require(event["type"] != "error", "\(event)")
        if let mid, let index = memory.pending.firstIndex(where: { $0.mid == mid }) {
            memory.said.append(memory.pending.remove(at: index))
        }
        guard event["type"] == "message", let mid, memory.mids.insert(mid).inserted else { return }
        memory.heard.append(event["text"]?.string ?? "")
    }
}
