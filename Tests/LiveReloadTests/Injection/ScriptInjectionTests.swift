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
        #expect(injection.document(with: Self.tag) == expected)
    }

    @Test(arguments: InjectionDocuments.early + InjectionDocuments.unclear)
    func theTagComesEarlyWhereItWouldNotRunLast(_ marked: String) {
        let (injection, expected) = Self.place(in: marked)
        #expect(!injection.isAppended)
        #expect(String(buffer: injection.document(with: Self.tag)) == String(buffer: expected))
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
            let whole = Array(injection.document(with: "<T>").readableBytesView)
            let without = Array(injection.document(with: "").readableBytesView)
            #expect(Self.isInsertion(bytes, in: whole), "seed \(seed)")
            // Three characters, in one byte or two each.
            #expect([3, 6].contains(whole.count - without.count), "seed \(seed)")
            #expect(injection.isAppended || without == bytes, "seed \(seed)")
            #expect(without.count <= bytes.count + 3, "seed \(seed)")
        }
    }

    private static func isInsertion(_ original: [UInt8], in whole: [UInt8]) -> Bool {
        let start = zip(original, whole).prefix { $0 == $1 }.count
        let end = zip(original.reversed(), whole.reversed()).prefix { $0 == $1 }.count
        return whole.count > original.count && start + end >= original.count
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
