import LiveReload
import NIOCore
import Testing

/// Documents that are not in UTF-8.
struct InjectionEncodingTests {
    private static func utf16(_ text: String, isLittleEndian: Bool) -> [UInt8] {
        text.utf16.flatMap { unit in
            let bytes = [UInt8(truncatingIfNeeded: unit), UInt8(unit >> 8)]
            return isLittleEndian ? bytes : bytes.reversed()
        }
    }

    private static func injected(_ bytes: [UInt8], charset: String?) -> [UInt8] {
        let injection = ScriptInjection(document: ByteBuffer(bytes: bytes), charset: charset)
        return Array(injection.document(with: "<s>", listener: "").readableBytesView)
    }

    @Test(arguments: ["<p>好‸", "<!doctype html>‸<title>好", "‸<!--", "<head>‸<svg>"], [true, false])
    func theTagIsWrittenInTheDocumentsEncoding(_ marked: String, isLittleEndian: Bool) {
        let document = Self.utf16(marked.replacing("‸", with: ""), isLittleEndian: isLittleEndian)
        let expected = Self.utf16(marked.replacing("‸", with: "<s>"), isLittleEndian: isLittleEndian)
        let mark: [UInt8] = isLittleEndian ? [0xFF, 0xFE] : [0xFE, 0xFF]
        #expect(Self.injected(document, charset: isLittleEndian ? "UTF-16" : " utf-16be") == expected)
        #expect(Self.injected(mark + document, charset: nil) == mark + expected)
        #expect(Self.injected(mark + document, charset: "utf-8") == mark + expected)
    }

    /// U+3C00 and U+3C3C have bytes that look like `<`.
    @Test func charactersOfTwoBytesAreNoTags() {
        let document = Self.utf16("<p>\u{3C00}\u{3C3C}\u{2D21}", isLittleEndian: true)
        #expect(Self.injected(document, charset: "utf-16le") == document + Self.utf16("<s>", isLittleEndian: true))
    }

    @Test(arguments: [true, false])
    func halfAUnitIsMadeWhole(_ isLittleEndian: Bool) {
        let document = Self.utf16("<p>", isLittleEndian: isLittleEndian) + [0x41]
        let expected = document + [isLittleEndian ? 0 : 0x20] + Self.utf16("<s>", isLittleEndian: isLittleEndian)
        #expect(Self.injected(document, charset: isLittleEndian ? "utf-16le" : "utf-16be") == expected)
    }

    @Test func theMarkStaysFirst() {
        #expect(
            Self.injected([0xEF, 0xBB, 0xBF] + Array("<svg>".utf8), charset: nil) == [0xEF, 0xBB, 0xBF]
                + Array("<s><svg>".utf8)
        )
    }

    private static let escaped: [(document: String, result: String)] = [
        ("<p>\u{1B}$B<!--<\u{1B}(B", "<p>\u{1B}$B<!--<\u{1B}(B<s>"), ("<p>\u{1B}$B<!", "<p>\u{1B}$B<!\u{1B}(B<s>"),
        ("\u{1B}(J<!--", "<s>\u{1B}(J<!--"), ("\u{1B}(I<!--", "\u{1B}(I<!--\u{1B}(B<s>"),
        ("\u{1B}<!--", "<s>\u{1B}<!--"),
        ("<p>\u{1B}$@<!--", "<p>\u{1B}$@<!--\u{1B}(B<s>"), ("<p>\u{1B}$B", "<p>\u{1B}$B\u{1B}(B<s>"),
        ("<p>\u{1B}$", "<p>\u{1B}$<s>"),
    ]

    @Test(arguments: escaped)
    func japaneseBetweenEscapeSequencesIsNoTag(_ row: (document: String, result: String)) {
        #expect(Self.injected(Array(row.document.utf8), charset: "ISO-2022-JP") == Array(row.result.utf8))
    }

    @Test(arguments: ["gbk", "Big5", "shift_jis", "euc-kr", nil])
    func halfACharacterDoesNotTakeTheTagWithIt(_ charset: String?) {
        #expect(
            Self.injected([0x3C, 0x70, 0x3E, 0xC4], charset: charset) == Array("<p>".utf8) + [0xC4, 0x0A]
                + Array("<s>".utf8)
        )
        #expect(Self.injected(Array("<p>\n".utf8), charset: charset) == Array("<p>\n<s>".utf8))
    }

    private static let declarations: [(document: String, isDeclared: Bool)] = [
        ("<meta charset=utf-8>", true), ("<META CHARSET = 'GBK'>", true), ("<meta/charset=\"utf-8\">", true),
        ("<meta charset=utf8mb4>", false), ("<meta charset=utf-16>", true), ("<metacharset=utf-8>", false),
        ("<meta http-equiv=Content-Type content='text/html; charset=gb2312'>", true),
        ("<meta content='text/html;charset = \"gbk\"' http-equiv='content-type'>", true),
        ("<meta content='text/html; charset=gbk'>", false), ("<meta http-equiv=content-type content=text/html>", false),
        ("<meta http-equiv=content-type content='charset charset=utf-8;a'>", true),
        ("<meta http-equiv=content-type content='charset=\"utf-8'>", false),
        ("<meta http-equiv=refresh content='charset=utf-8'>", false),
        ("<!-- <meta charset=utf-8> -->", false), ("<!--><meta charset=utf-8>", true),
        ("<p a='<meta charset=utf-8>'>", false),
        ("</p a='>'><meta charset=utf-8>", true), ("<!a><meta charset=utf-8>", true),
        ("<? <meta charset=utf-8>", false),
        ("<title>a</title><meta name=a><meta charset=utf-8>", true), ("<meta charset>", false),
        ("<meta charset=", false),
        ("<meta charset=utf-8", true), ("<meta charset='utf-8", true), ("", false), ("<", false), ("<meta", false),
        ("<meta ", false),
        ("<meta =charset charset=utf-8>", true), ("<meta charset=a charset=utf-8>", false),
        (String(repeating: " ", count: 1004) + "<meta charset=utf-8>", true),
        (String(repeating: " ", count: 1024) + "<meta charset=utf-8>", false), ("\u{FEFF}<p>", true),
    ]

    @Test(arguments: declarations)
    func declarationsAreFoundAsBrowsersFindThem(_ row: (document: String, isDeclared: Bool)) {
        let injection = ScriptInjection(document: ByteBuffer(string: row.document), charset: "gbk")
        #expect(injection.declaresCharset == row.isDeclared)
    }

    @Test func theFirstDeclarationCounts() {
        let document = "<meta charset=iso-2022-jp><meta charset=gbk>\u{1B}$B"
        #expect(Self.injected(Array(document.utf8), charset: nil) == Array("\(document)\u{1B}(B<s>".utf8))
        #expect(Self.injected(Array(document.utf8), charset: "utf-8") == Array("\(document)<s>".utf8))
    }

    private static let contents: [(bytes: [UInt8], isASCII: Bool, isUTF8: Bool)] = [
        ([], true, true), ([0x41], true, true), ([0xE5, 0xA5, 0xBD], false, true), ([0xC4, 0xE3], false, false),
        ([0xE5, 0xA5], false, false), ([0xFF, 0xFE, 0x41, 0], false, false),
    ]

    @Test(arguments: contents)
    func validityIsTold(_ row: (bytes: [UInt8], isASCII: Bool, isUTF8: Bool)) {
        let injection = ScriptInjection(document: ByteBuffer(bytes: row.bytes), charset: nil)
        #expect(injection.isASCII == row.isASCII)
        #expect(injection.isUTF8 == row.isUTF8)
    }

    private static let policies: [(document: String, policies: [String])] = [
        ("<meta http-equiv=content-security-policy content=\"script-src 'none'\">", ["script-src 'none'"]),
        (
            "<META HTTP-EQUIV='Content-Security-Policy' CONTENT='a &#39;self&#x27; &quot;&amp;&apos;&nope;&#;&#x110000;&a'>",
            ["a 'self' \"&'&nope;&#;&#x110000;&a"]
        ),
        (
            "<meta http-equiv=content-security-policy content=a content=b/><meta content=c http-equiv=content-security-policy>",
            ["a", "c"]
        ),
        (
            "<head><title><meta></title><script></script></head> <meta http-equiv=content-security-policy content=a>",
            ["a"]
        ),
        ("<body><meta http-equiv=content-security-policy content=a>", []),
        ("x<meta http-equiv=content-security-policy content=a>", []),
        ("<p><meta http-equiv=content-security-policy content=a>", []),
        ("<meta http-equiv=content-security-policy content>", []),
        ("<template><meta http-equiv=content-security-policy content=a></template>", []),
        ("<noscript><meta http-equiv=content-security-policy content=a></noscript>", []),
        ("<!-- <meta http-equiv=content-security-policy content=a> -->", []),
        ("<meta http-equiv=content-security-policy-report-only content=a>", []), ("<meta name=a content=a>", []),
        ("<meta http-equiv=content-security-policy content=a><style>", ["a"]),
    ]

    @Test(arguments: policies)
    func policiesInTheHeadAreFound(_ row: (document: String, policies: [String])) {
        #expect(ScriptInjection(document: ByteBuffer(string: row.document), charset: nil).metaPolicies == row.policies)
    }
}
