import Foundation
import HTTPTypes
import NIOCore
import Testing

@testable import StaticSite

struct CharsetTests {
    private static let gbk = Data([0xD6, 0xD0, 0xCE, 0xC4])

    @Test(arguments: [
        ("a.html", Data("<p>中文".utf8), "text/html; charset=utf-8"),
        ("a.js", Data("'é'".utf8), "text/javascript; charset=utf-8"),
        ("a.svg", Data("<svg><text>中".utf8), "image/svg+xml; charset=utf-8"),
        ("a.rss", Data("<rss>中".utf8), "application/rss+xml; charset=utf-8"),
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
        ("a.txt", Data([0xFF, 0xFE, 0, 0, 0x41, 0, 0, 0]), "text/plain"),
        ("a.txt", Data([0xFF]), "text/plain"),
        ("a.txt", Data([0x41, 0, 0x42, 0]), "text/plain"),
        ("a.txt", Data([0xC0, 0xAF]), "text/plain"),
        ("a.txt", Data([0xED, 0xA0, 0x80]), "text/plain"),
        ("a.pdf", Data("中文".utf8), "application/pdf"),
        ("a.png", Data("中文".utf8), "image/png"),
    ])
    func nothingIsClaimedThatWasNotSeen(_ name: String, _ content: Data, _ type: String) throws {
        #expect(try contentType(name, content) == type)
    }

    @Test(arguments: [
        (Data([0xEF, 0xBB, 0xBF]), "text/html; charset=utf-8"), (Data([0xFE, 0xFF]), "text/html; charset=utf-16be"),
        (Data([0xFF, 0xFE]), "text/html; charset=utf-16le"),
        (Data([0xFF, 0xFE, 0x41, 0]), "text/html; charset=utf-16le"),
    ])
    func markTellsHoweverLargeTheFileIs(_ mark: Data, _ type: String) throws {
        #expect(try contentType("a.html", mark) == type)
        #expect(try contentType("a.html", mark + Data(repeating: 0x41, count: 300_000)) == type)
    }

    /// RFC 8259 §11.
    @Test(arguments: ["a.json", "a.webmanifest", "a.map", "a.geojson"])
    func jsonHasNoCharset(_ name: String) throws {
        for content in [Data("\"😀\"".utf8), Data([0xEF, 0xBB, 0xBF, 0x31])] {
            #expect(try contentType(name, content)?.contains("charset") == false)
        }
    }

    @Test(arguments: ["utf-16le", "utf-16be"])
    func utf16WithoutAMarkIsToldByLibmagicAlone(_ encoding: String) {
        #expect(charset([0x41, 0, 0x2D, 0x4E], guess: encoding) == encoding)
        #expect(charset([0x41, 0, 0x2D, 0x4E], guess: "binary") == nil)
        #expect(charset([0x41, 0, 0xE4, 0xB8, 0xAD], guess: "binary") == "utf-8")
    }

    @Test func libmagicIsNotAskedWithoutNeed() {
        for bytes: [UInt8] in [[], [0x41], [0xE4, 0xB8, 0xAD], [0xFF, 0xFE, 0x41, 0], [0xD6, 0xD0]] {
            _ = Charset.parameter(type: "text/html", start: ByteBuffer(bytes: bytes), isWhole: true) {
                Issue.record("asked about \(bytes)")
                return nil
            }
        }
    }

    @Test func typeWithParametersKeepsThem() {
        #expect(charset([0xE4, 0xB8, 0xAD], type: "text/html; charset=gbk") == nil)
        #expect(charset([0xE4, 0xB8, 0xAD], type: "text/plain;format=flowed") == nil)
    }

    private func charset(_ bytes: [UInt8], type: String = "text/html", guess: String? = nil) -> String? {
        Charset.parameter(type: type, start: ByteBuffer(bytes: bytes), isWhole: true) { guess }
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
