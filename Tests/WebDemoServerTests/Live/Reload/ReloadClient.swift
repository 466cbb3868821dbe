import Foundation
import Logging
import TestSupport
import Testing
import WebDemoServer

/// A page's side of live reload, as a test plays it.
final class ReloadClient {
    let socket: WebSocketTestClient
    private let name: String

    init(_ site: LiveSite, name: String = "a") throws {
        self.name = name
        socket = try WebSocketTestClient(
            port: site.port,
            path: "/_webdemo/reload",
            origin: "http://127.0.0.1:\(site.port)",
            subprotocols: ["webdemo.reload.v1"]
        )
    }

    func say(_ members: [String: JSONValue], as page: String? = nil) throws {
        try socket.sendText(JSONValue.object(members.merging(["page": .string(page ?? name)]) { $1 }).text)
    }

    /// Returns the welcome. `uses` are addresses; `versions` of those that the page knows.
    @discardableResult
    func hello(
        _ url: String = "/",
        as page: String? = nil,
        uses: [String] = [],
        versions: [String: String] = [:],
        age: Double = 0,
        since: (boot: String, seq: Double)? = nil,
        _ more: [String: JSONValue] = [:]
    ) throws -> JSONValue {
        var members: [String: JSONValue] = [
            "type": "hello", "url": .string(url), "age": .number(age),
            "uses": .array(uses.map { Self.use($0, age, versions[$0]) }),
        ]
        if let since { members["since"] = ["boot": .string(since.boot), "seq": .number(since.seq)] }
        try say(members.merging(more) { $1 }, as: page)
        let welcome = try next()
        #expect(welcome["type"] == "welcome" && welcome["page"]?.string == page ?? name)
        return welcome
    }

    static func use(_ url: String, _ age: Double, _ version: String? = nil) -> JSONValue {
        var use: [String: JSONValue] = ["url": .string(url), "age": .number(age)]
        if let version { use["version"] = .string(version) }
        return .object(use)
    }

    func next() throws -> JSONValue {
        try JSONValue(parsing: socket.readText())
    }

    /// The next message, which must tell of changes, as `modified /a.css`; ` *` behind the page's own document.
    func changes(of page: String? = nil) throws -> [String] {
        let message = try next()
        try #require(message["type"] == "changes" && message["page"]?.string == page ?? name, "\(message)")
        return (message["changes"]?.array ?? []).map { change in
            "\(change["kind"]?.string ?? "") \(change["url"]?.string ?? "")" + (change["document"] == true ? " *" : "")
        }
    }

    /// All that is told until there is one of this address.
    func changes(until url: String) throws -> [String] {
        var told: [String] = []
        while !told.contains(where: { $0.contains(" \(url)") }) { told += try changes() }
        return told
    }

    /// What was said before has been heard, and nothing was sent since the last message.
    func expectNothing(_ location: SourceLocation = #_sourceLocation) throws {
        try socket.send(opcode: TestFrame.ping)
        let frame = try socket.readFrame()
        #expect(
            frame.opcode == TestFrame.pong,
            "\(String(decoding: frame.payload.prefix(300), as: UTF8.self))",
            sourceLocation: location
        )
    }
}

extension JSONValue {
    /// What a page that comes again says that it has seen, after this welcome.
    var since: (boot: String, seq: Double) { (self["boot"]?.string ?? "", self["seq"]?.number ?? -1) }
}

/// A server with live reload, and `files` in its directory from before the start.
func withReload(
    _ files: [String: String] = [:],
    _ change: (inout ServerOptions) -> Void = { _ in },
    logger: Logger = .silent,
    _ body: @Sendable (LiveSite) async throws -> Void
) async throws {
    let own = try TemporaryDirectory()
    try own.write("function start() { /* parts */ }", to: "reload/start.js")
    try own.write("<title>own index</title>", to: "index.html")
    try own.write("<title>own board</title>", to: "board.html")
    try own.write("own { }", to: "style.css")
    try own.write("own secret", to: ".hidden")
    try own.write("own", to: "js/page.js")
    let prepare = { (options: inout ServerOptions) in
        for (path, text) in files { put(text, options.directory + "/" + path) }
        options.ownPages = own.path
        options.reload = ReloadOptions()
        change(&options)
    }
    try await withLiveSite(prepare, logger: logger, body)
    withExtendedLifetime(own) {}
}

private func put(_ text: String, _ path: String) {
    let directory = URL(filePath: path).deletingLastPathComponent().path
    try? FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    #expect(FileManager.default.createFile(atPath: path, contents: Data(text.utf8)))
}
