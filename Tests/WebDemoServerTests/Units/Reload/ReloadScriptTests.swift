import HTTPTypes
import NIOCore
import StaticSite
import TestSupport
import Testing

@testable import WebDemoServer

struct ReloadScriptTests {
    private let script = ReloadScript(parts: ["function start() { /* é */ }"])

    @Test func partsAreOneScriptInTheOrderOfTheirNames() throws {
        let directory = try TemporaryDirectory()
        #expect(ReloadScript(partsIn: directory.path) == nil)
        #expect(ReloadScript(partsIn: directory.path + "/nowhere") == nil)
        try directory.write("const b = 2;", to: "b.js")
        try directory.write("const a = 1;", to: "a.js")
        try directory.write("no part", to: "notes.txt")
        let whole = try #require(ReloadScript(partsIn: directory.path))
        let text = try Self.text(whole.response(to: Self.head()))
        let a = try #require(text.firstRange(of: "const a = 1;")), b = try #require(text.firstRange(of: "const b = 2;"))
        #expect(a.upperBound <= b.lowerBound)
        #expect(text.hasPrefix("(() => {\n\"use strict\";\n") && text.hasSuffix("\nstart();\n})();\n"))
        #expect(!text.contains("no part"))
    }

    @Test func scriptIsForThisOriginAndLookedForEachTime() throws {
        let response = try script.response(to: Self.head())
        #expect(response.status == .ok)
        #expect(response.fields[.contentType] == "text/javascript; charset=utf-8")
        #expect(response.fields[.cacheControl] == "no-cache")
        #expect(response.fields[HTTPField.Name("Cross-Origin-Resource-Policy") ?? .origin] == "same-origin")
        let again = ReloadScript(parts: ["function start() { /* é */ }"])
        #expect(try again.response(to: Self.head()).fields[.eTag] == response.fields[.eTag])
        #expect(again.integrity == script.integrity && script.integrity.hasPrefix("sha256-"))
        let other = ReloadScript(parts: ["function start() {}"])
        #expect(try other.response(to: Self.head()).fields[.eTag] != response.fields[.eTag])
        #expect(other.integrity != script.integrity)
    }

    @Test(
        arguments: [
            ("Sec-Fetch-Site: same-origin", 200), ("Sec-Fetch-Site: none", 200), ("Accept: */*", 200),
            ("Sec-Fetch-Site: cross-site", 403), ("Sec-Fetch-Site: same-site", 403), ("Sec-Fetch-Site: new-word", 403),
            ("Sec-Fetch-Site: same-origin, cross-site", 403), ("Sec-Fetch-Site: SAME-ORIGIN", 403),
        ]
    )
    func pagesElsewhereGetNothing(_ field: String, _ status: Int) throws {
        let response = try script.response(to: Self.head(field, "Sec-Fetch-Mode: no-cors"))
        #expect(response.status.code == status)
        if status == 403 { #expect(try !Self.text(response).contains("start")) }
    }

    @Test(arguments: ["HEAD", "GET"])
    func clientThatHasItIsToldSo(_ method: String) throws {
        let tag = try #require(try script.response(to: Self.head()).fields[.eTag])
        for condition in [tag, "W/\(tag)", "\"x\", \(tag)", "*"] {
            let response = try script.response(to: Self.head("If-None-Match: \(condition)", method: method))
            #expect(response.status == .notModified)
            #expect(response.body.length == 0 && response.fields[.eTag] == tag && response.fields[.contentType] == nil)
            #expect(response.fields[HTTPField.Name("Cross-Origin-Resource-Policy") ?? .origin] == "same-origin")
        }
        #expect(try script.response(to: Self.head("If-None-Match: \"x\"", method: method)).status == .ok)
        #expect(try script.response(to: Self.head("If-Match: \"x\"", method: method)).status == .preconditionFailed)
        #expect(try script.response(to: Self.head("If-Match: \(tag)", method: method)).status == .ok)
    }

    @Test func headHasTheLengthAlone() throws {
        let length = try script.response(to: Self.head()).body.length
        guard case .omitted(length) = try script.response(to: Self.head(method: "HEAD")).body else {
            Issue.record("a body")
            return
        }
    }

    private static func head(_ fields: String..., method: String = "GET") throws -> RequestHead {
        let lines = ["\(method) /_webdemo/reload.js HTTP/1.1", "Host: localhost"] + fields
        return try #require(try parsed(lines.map { $0 + "\r\n" }.joined() + "\r\n"))
    }

    private static func text(_ response: Response) throws -> String {
        guard case .bytes(let bytes) = response.body else { throw NoResponse() }
        return String(buffer: bytes)
    }
}
