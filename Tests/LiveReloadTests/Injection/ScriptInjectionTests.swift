import LiveReload
import NIOCore
import TestSupport
import Testing

struct ScriptInjectionTests {
    private static let tag = "<script src=\"/a.js\"></script>"

    private static func place(in marked: String) -> (injection: ScriptInjection, expected: ByteBuffer) {
        let document = ByteBuffer(string: marked.replacing("‸", with: ""))
        let expected = ByteBuffer(string: marked.replacing("‸", with: tag))
        return (ScriptInjection(document: document, charset: "utf-8"), expected)
    }

    @Test(arguments: InjectionDocuments.appended)
    func theTagComesLastWhereItRuns(_ marked: String) {
        let (injection, expected) = Self.place(in: marked)
        #expect(injection.isAppended)
        #expect(injection.document(with: Self.tag, listener: "") == expected)
    }

    @Test(arguments: InjectionDocuments.early + InjectionDocuments.unclear)
    func theTagComesEarlyWhereItWouldNotRunLast(_ marked: String) {
        let (injection, expected) = Self.place(in: marked)
        #expect(!injection.isAppended)
        #expect(String(buffer: injection.document(with: Self.tag)) == String(buffer: expected))
    }

    /// `‸`: the listener; it hears nothing that an early tag would not hear, too.
    @Test(arguments: [
        "<!doctype html>‸<script>a</script>", "<!doctype html>‸<html lang=en><body><script src=a.js></script>",
        "<!doctype html>\n<html><head a=b>‸\n<meta charset=utf-8><script async src=a.js></script></head>",
        "‸<p>a<script defer>a</script>", "<!-- a --><!doctype html>‸<SCRIPT TYPE='Text/JavaScript '>a</script>",
        "<!doctype html>‸<html><script src=a.js></script><head><title>a</title></head>",
        "<!doctype html>‸<html><meta charset=utf-8><head><script></script>", "<html><HEAD>‸<script></script>",
        "‸<script async defer src=a.js></script>", "‸<script type=module async src=a.js></script>",
        "‸<svg><script>a()</script></svg>", "‸<script type=text/jscript></script>",
        "‸<script type=''></script>", "‸<script type=application/ecmascript></script>", "<script><!--", "<script>",
        "a", "<!doctype html><script type=module>a</script>", "<script type=application/json>{}</script>",
        "<script defer src=a.js></script>", "<template><script></script></template>", "<!-- <script>a</script> -->",
        "<title><script></script></title>", "<script>a</script><!--",
    ])
    func theListenerStandsBeforeScriptsThatTheTagDoesNotHear(_ marked: String) {
        let (injection, _) = Self.place(in: marked)
        let document = injection.document(with: "", listener: "<L>")
        #expect(String(buffer: document) == marked.replacing("‸", with: "<L>"))
    }

    @Test(arguments: [
        ("<!doctype html><script></script>", 1, 15),
        ("<!-- é\r\n -->\r\n<!doctype html>\n<head id='好😀'><script></script>", 4, 15),
        ("\n\n<head><script></script>", 3, 6), ("\u{FEFF}<head><script></script>", 1, 6),
    ])
    func thePlaceOfTheListenerIsKnown(_ text: String, _ line: Int, _ column: Int) throws {
        let injection = ScriptInjection(document: ByteBuffer(string: text), charset: "utf-8")
        let place = try #require(injection.listenerPlace)
        #expect(place == (line, column))
    }

    /// Browsers look for it in the first 1024 bytes only, unless they were told.
    @Test(arguments: [
        (600, nil, true), (900, nil, false), (900, "utf-8", true), (900, "binary", false), (1100, nil, true),
    ])
    func theListenerLeavesTheEncodingFound(_ padding: Int, _ charset: String?, _ isListening: Bool) {
        let space = String(repeating: " ", count: padding)
        let text = "<!doctype html><head>\(space)<meta charset=gbk><script></script>"
        let injection = ScriptInjection(document: ByteBuffer(string: text), charset: charset)
        #expect((injection.listenerPosition != nil) == isListening)
    }

    @Test func theTagOfASliceGoesIntoTheSlice() {
        var whole = ByteBuffer(string: "<svg><p>x")
        whole.moveReaderIndex(forwardBy: 5)
        let slice = whole.readSlice(length: 3) ?? ByteBuffer()
        #expect(ScriptInjection(document: slice, charset: nil).document(with: "!") == ByteBuffer(string: "<p>!"))
    }

    private static let fragments = [
        "<!--", "-->", "--!>", "<!", ">", "<", "</", "<p", " a=", "'", "\"", "/", "<script>", "</script>", "<template>",
        "</template>", "<svg>", "</svg>", "<desc>", "</desc>", "<math>", "<mi>", "</mi>", "<title>", "</title>", "<p>",
        "</p>", "<![CDATA[", "]]>", "<textarea>", "</textarea>", "<!doctype html>", "<head>", "<head", "<frameset>",
        "<body>",
        "text", "\u{0}", "你", "\n", "<meta charset=utf-16>", "<meta charset=gbk>", "<table>", "<td>", "</table>",
        "&lt;",
        "<annotation-xml encoding='text/html'>", "<b>", "</b>", "<style>", "</style>", "\u{1B}$B", "\u{1B}(B", "-",
        "<!-->",
    ]

    @Test(arguments: [nil, "utf-8", "utf-16le", "utf-16be", "gbk", "iso-2022-jp", "no-such"])
    func whateverTheDocumentTheTagGoesInOnceAndAllElseStays(_ charset: String?) {
        for seed in UInt64(0)..<300 {
            var generator = SeededGenerator(seed: seed)
            let count = Int.random(in: 0..<30, using: &generator)
            var bytes = (0..<count).flatMap { _ in
                Array(Self.fragments.randomElement(using: &generator)?.utf8 ?? "".utf8)
            }
            if seed % 3 == 0 { bytes = generator.bytes(count) + bytes }
            if charset?.hasPrefix("utf-16") == true, seed % 2 == 0 { bytes = bytes.flatMap { [$0, 0] } }
            let injection = ScriptInjection(document: ByteBuffer(bytes: bytes), charset: charset)
            let whole = Array(injection.document(with: "<T>", listener: "").readableBytesView)
            let without = Array(injection.document(with: "", listener: "").readableBytesView)
            #expect(Self.isInsertion(bytes, in: whole), "seed \(seed)")
            // Three characters, in one byte or two each.
            #expect([3, 6].contains(whole.count - without.count), "seed \(seed)")
            #expect(injection.isAppended || without == bytes, "seed \(seed)")
            #expect(without.count <= bytes.count + 3, "seed \(seed)")
            let listened = Array(injection.document(with: "", listener: "<L>").readableBytesView)
            guard let position = injection.listenerPosition else { return #expect(listened == without, "seed \(seed)") }
            #expect(listened.prefix(position) == bytes.prefix(position), "seed \(seed)")
            #expect(listened.suffix(without.count - position) == without.dropFirst(position), "seed \(seed)")
            #expect([3, 6].contains(listened.count - without.count), "seed \(seed)")
        }
    }

    private static func isInsertion(_ original: [UInt8], in whole: [UInt8]) -> Bool {
        let start = zip(original, whole).prefix { $0 == $1 }.count
        let end = zip(original.reversed(), whole.reversed()).prefix { $0 == $1 }.count
        return whole.count > original.count && start + end >= original.count
    }

    /// In UTF-16 nothing is skipped.
    @Test func whatIsSkippedChangesNothing() {
        for seed in UInt64(0)..<2000 {
            var generator = SeededGenerator(seed: seed)
            let text = (0..<Int.random(in: 0..<30, using: &generator)).map { _ in
                Self.fragments.randomElement(using: &generator) ?? ""
            }.joined()
            let short = ScriptInjection(document: ByteBuffer(string: text), charset: "utf-8")
            let units = text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
            let long = ScriptInjection(document: ByteBuffer(bytes: units), charset: "utf-16le")
            #expect(short.isAppended == long.isAppended, "seed \(seed)")
            #expect((short.listenerPosition == nil) == (long.listenerPosition == nil), "seed \(seed)")
            #expect(short.metaPolicies == long.metaPolicies, "seed \(seed)")
        }
    }

    /// Of what cannot be skipped only so much is looked at.
    @Test(arguments: [
        ("text ", true), ("\u{0}", false), ("<p>a</p>", false), ("<!-- a -->", false), ("<p a=", false),
    ])
    func aLargeDocumentIsLookedThroughWhereThatIsQuick(_ text: String, _ isAppended: Bool) {
        let start = "<!doctype html><script>a</script>"
        let large = start + String(repeating: text, count: (3 << 20) / text.utf8.count)
        let injection = ScriptInjection(document: ByteBuffer(string: large), charset: "utf-8")
        #expect(injection.isAppended == isAppended)
        let document = injection.document(with: "<T>", listener: "")
        #expect(document.readableBytes == large.utf8.count + 3)
        #expect(isAppended || String(buffer: document).hasPrefix("<!doctype html><T>"))
    }

    /// Quadratic time would take minutes.
    @Test(arguments: [
        "<", "<svg>", "<p a=", "<!--", "</", "<meta ", "&", "<template>", "<svg><desc>", "</svg>", "\u{1B}$B",
    ])
    func timeIsLinear(_ fragment: String) {
        let document = ByteBuffer(string: String(repeating: fragment, count: 200_000 / fragment.utf8.count))
        _ = ScriptInjection(document: document, charset: nil).document(with: Self.tag)
    }
}
