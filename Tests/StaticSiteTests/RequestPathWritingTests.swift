import StaticSite
import Testing

struct RequestPathWritingTests {
    static let names = [
        "a", "中文", "😀", "a b", "100%", "%41", "what?", "#1", "\"quoted\"", "it's", "<b>", "a+b&c=d", "a;b", "a:b", "é",
        "e\u{301}", "\u{202E}txt", "\u{85}", "@evil.example", "\u{FFFD}", "~-._", "^`{|}[]",
    ]

    @Test(arguments: names)
    func encodedPathNamesTheSameFileAgain(_ name: String) throws {
        let path = try RequestPath(target: "/dir/" + percentEncoded(name))
        #expect(path.segments.last.map { Array($0.utf8) } == Array(name.utf8))
        let again = try RequestPath(target: path.encoded)
        #expect(again == path)
        #expect(again.segments.last.map { Array($0.utf8) } == Array(name.utf8))
    }

    @Test(arguments: names)
    func encodedPathHasOnlyHarmlessCharacters(_ name: String) throws {
        let path = try RequestPath(target: "/" + percentEncoded(name))
        let harmless = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~%/".utf8)
        #expect(path.encoded.utf8.allSatisfy(harmless.contains))
    }

    @Test(arguments: ["/", "/a", "/@evil.example", "/:80", "/evil.example", "/https:", "/%E2%80%AE"])
    func encodedPathBeginsWithOneSlash(_ target: String) throws {
        let path = try RequestPath(target: target)
        #expect(path.encoded.utf8.first == UInt8(ascii: "/"))
        #expect(!path.encoded.hasPrefix("//"))
    }

    @Test(arguments: [
        ("/", "/"), ("/a%20b", "/a b"), ("/%E4%B8%AD/", "/中/"), ("/a/b?c", "/a/b"), ("/a/?c", "/a/"),
    ])
    func displayIsForReading(_ target: String, _ display: String) throws {
        #expect(try RequestPath(target: target).display == display)
    }

    private func percentEncoded(_ name: String) -> String {
        name.utf8.map { byte in
            let digits = String(byte, radix: 16)
            return "%" + (digits.count == 1 ? "0" : "") + digits
        }.joined()
    }
}
