import Foundation
import TestSupport
import Testing

/// What httplint, which others wrote, says of every kind of answer.
struct HTTPLintTests {
    /// Notes that are no faults, each with the reason.
    private static let explained = [
        "PARTIAL_WITHOUT_RANGE":
            "with several parts the field is in each part and must not be in the head (RFC 9110 §15.3.7.2)",
        "STORE_PUBLIC_UNNECESSARY": "with it shared caches also keep what was asked for with Authorization",
        "FRESHNESS_NO_CACHE_NO_VALIDATOR":
            "redirects and listings are small, made anew each time, and may change at once",
        "STATUS_BAD_REQUEST": "the request was bad",
    ]

    private static let html: JSONValue = ["Accept": "text/html"]
    private static let gzip: JSONValue = ["Accept-Encoding": "gzip"]

    private static let requests: [(request: JSONValue, status: Double)] = [
        (["GET", "/", [:]], 200), (["HEAD", "/", [:]], 200), (["GET", "/folder/", [:]], 200),
        (["GET", "/small.txt", [:]], 200), (["GET", "/empty.txt", [:]], 200), (["HEAD", "/empty.txt", [:]], 200),
        (["GET", "/large.txt", [:]], 200), (["GET", "/random.bin", [:]], 200), (["GET", "/large.bin", [:]], 200),
        (["GET", "/app.3f9a1c2b.js", [:]], 200), (["GET", "/%E4%BD%A0%E5%A5%BD.txt", [:]], 200),
        (["GET", "/large.txt", gzip], 200), (["HEAD", "/large.txt", gzip], 200), (["GET", "/coded.js", gzip], 200),
        (["GET", "/small.txt", ["If-None-Match": "*"]], 304),
        (["GET", "/large.txt", ["If-None-Match": "*", "Accept-Encoding": "gzip"]], 304),
        (["GET", "/small.txt", ["If-Match": "\"x\""]], 412),
        (["GET", "/small.txt", ["Range": "bytes=0-1"]], 206), (["GET", "/large.bin", ["Range": "bytes=0-1"]], 206),
        (["GET", "/large.txt", ["Range": "bytes=0-1,1000-1001"]], 206),
        (["GET", "/small.txt", ["Range": "bytes=99-"]], 416),
        (["GET", "/small.txt", ["Accept-Encoding": "identity;q=0"]], 406),
        (["GET", "/folder", [:]], 301), (["GET", "/folder?x=1", [:]], 301), (["HEAD", "/folder", [:]], 301),
        (["GET", "/list/", html], 200), (["GET", "/list/", ["Accept": "application/json"]], 200),
        (["GET", "/list/", [:]], 200), (["HEAD", "/list/", [:]], 200),
        (["GET", "/missing", [:]], 404), (["GET", "/missing", html], 404), (["HEAD", "/missing", [:]], 404),
        (["POST", "/", [:]], 405), (["OPTIONS", "/", html], 204), (["GET", "/echo", [:]], 426),
        (["GET", "/chat", html], 426),
        (["GET", "/%zz", [:]], 400),
    ]

    @Test(arguments: [false, true])
    func answerHasNoFault(hasOwnPage: Bool) async throws {
        let site = try filled()
        if hasOwnPage { try site.write("<!doctype html><title>own</title>", to: "404.html") }
        // Then dates are sent too.
        try await Task.sleep(for: .milliseconds(2200))
        try await WebDemoProgram.run(["--listing", site.path]) { program in
            let coding = try await offCooperativePool { try codingInTheEnd(of: "/large.txt", program.port) }
            #expect(coding == "gzip")
            let requests = try JSONValue.array(Self.requests.map(\.request)).text
            let answers = try await PythonClient.run("httplint_answers", "127.0.0.1:\(program.port)", requests)
            let found = try #require(answers.array)
            try #require(found.count == Self.requests.count)
            for ((request, status), answer) in zip(Self.requests, found) {
                #expect(answer["status"]?.number == status, "\(request)")
                for note in try #require(answer["notes"]?.array).compactMap(\.array) {
                    let isFault = note.first == "BAD" || note.first == "WARN"
                    let isExplained = Self.explained.keys.contains { note.dropFirst().first == .string($0) }
                    #expect(!isFault || isExplained, "\(request): \(note)")
                }
            }
        }
    }

    /// gzip is made for the requests to come.
    private func codingInTheEnd(of target: String, _ port: Int) throws -> String? {
        let connection = try RawConnection(port: port)
        for _ in 0..<1000 {
            try connection.sendRequest("GET", target, fields: [("Accept-Encoding", "gzip")])
            if let coding = try connection.readReply()["Content-Encoding"] { return coding }
            pause(.milliseconds(20))
        }
        return nil
    }

    private func filled() throws -> TemporaryDirectory {
        let site = try TemporaryDirectory()
        try site.write("<!doctype html><meta charset=utf-8><title>你好</title>", to: "index.html")
        try site.write("<!doctype html><title>inside</title>", to: "folder/index.html")
        try site.write("small", to: "small.txt")
        try site.write("", to: "empty.txt")
        try site.write("你好", to: "你好.txt")
        try site.write(String(repeating: "large ", count: 100_000), to: "large.txt")
        var generator = SeededGenerator(seed: 1)
        try site.write(generator.bytes(3000), to: "random.bin")
        try site.write([UInt8](repeating: 7, count: 500_000), to: "large.bin")
        try site.write("console.log(1)", to: "app.3f9a1c2b.js")
        try site.write("listed", to: "list/a & b.txt")
        try site.write("console.log(2)", to: "coded.js")
        // gzip of the same.
        try site.write(Self.codedScript, to: "coded.js.gz")
        return site
    }

    private static let codedScript: [UInt8] = [
        0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0x4B, 0xCE, 0xCF, 0x2B, 0xCE, 0xCF, 0x49, 0xD5,
        0xCB, 0xC9, 0x4F, 0xD7, 0x30, 0xD2, 0x04, 0x00, 0xAB, 0xAD, 0x2C, 0x68, 0x0E, 0x00, 0x00, 0x00,
    ]
}
