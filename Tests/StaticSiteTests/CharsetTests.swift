import Foundation
import HTTPTypes
import StaticSite
import Testing

struct CharsetTests {
    private static let gbk = Data([0xD6, 0xD0, 0xCE, 0xC4])

    @Test(arguments: [
        ("a.html", Data("<p>中文".utf8), "text/html; charset=utf-8"),
        ("a.js", Data("'é'".utf8), "text/javascript; charset=utf-8"),
        ("a.json", Data("\"😀\"".utf8), "application/json; charset=utf-8"),
        ("a", Data("中文\n".utf8), "text/plain; charset=utf-8"),
    ])
    func textInUTF8SaysSo(_ name: String, _ content: Data, _ type: String) throws {
        #expect(try contentType(name, content) == type)
    }

    @Test(arguments: [
        ("a.html", Data("plain".utf8), "text/html"),
        ("a.html", Data(), "text/html"),
        ("a.html", gbk, "text/html"),
        ("a.html", Data("中文".utf8) + gbk, "text/html"),
        ("a.html", Data("中文".utf8).dropLast(), "text/html"),
        ("a.txt", Data([0xFF, 0xFE, 0x41, 0]), "text/plain"),
        ("a.txt", Data([0xC0, 0xAF]), "text/plain"),
        ("a.txt", Data([0xED, 0xA0, 0x80]), "text/plain"),
        ("a.pdf", Data("中文".utf8), "application/pdf"),
        ("a.png", Data("中文".utf8), "image/png"),
    ])
    func nothingIsClaimedThatWasNotSeen(_ name: String, _ content: Data, _ type: String) throws {
        #expect(try contentType(name, content) == type)
    }

    /// Cut anywhere, the first bytes alone would look right.
    @Test func fileTooLargeToBeSeenWholeClaimsNothing() throws {
        #expect(try contentType("a.html", Data(String(repeating: "中a", count: 64 << 10).utf8)) != "text/html")
        #expect(try contentType("a.html", Data(String(repeating: "中a", count: 65 << 10).utf8)) == "text/html")
    }

    private func contentType(_ name: String, _ content: Data) throws -> String? {
        let sandbox = try Sandbox()
        try sandbox.write(name, content)
        return try sandbox.contentType("/" + name)
    }
}
