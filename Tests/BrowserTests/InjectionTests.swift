import LiveReload
import NIOCore
import TestSupport
import Testing

extension InABrowser {
    /// Whether a tag runs where `ScriptInjection` puts it.
    struct InjectionTests {
        private static let tag = "<script src=\"/mark.js\"></script>"

        /// Loads each document in a frame of its own, and returns how often each ran the script, in their order.
        private static let page = """
            <!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>Frames</title><script>
            const ran = {};
            const looks = {};
            function mark(path, look) {
                ran[path] = (ran[path] ?? 0) + 1;
                looks[path] = look;
            }
            async function runs(count) {
                const paths = Array.from({ length: count }, (_, index) => `/d/${index}.html`);
                await Promise.all(paths.map(path => new Promise(done => {
                    const frame = document.createElement("iframe");
                    frame.onload = done;
                    frame.src = path;
                    document.body.append(frame);
                })));
                return paths.map(path => [ran[path] ?? 0, looks[path] ?? ""]);
            }
            </script><body>
            """

        private static let mark = """
            const look = document.documentElement.cloneNode(true);
            for (const node of [...look.querySelector("head")?.childNodes ?? []]) {
                if (node.nodeType === Node.COMMENT_NODE || !node.localName && !node.data.trim()) node.remove();
            }
            top.mark(location.pathname, document.compatMode + document.characterSet + look.outerHTML);
            """

        /// How often each of these documents runs the script.
        private func runs(of documents: [ByteBuffer]) async throws -> [Double?] {
            try await outcomes(of: documents).map(\.runs)
        }

        /// How often each of these documents runs the script, and what it consists of then, apart from comments in `<head>`.
        private func outcomes(of documents: [ByteBuffer]) async throws -> [(runs: Double?, look: String?)] {
            let site = try TemporaryDirectory()
            try site.write(Self.page, to: "index.html")
            try site.write(Self.mark, to: "mark.js")
            for (index, document) in documents.enumerated() {
                try site.write(document.readableBytesView, to: "d/\(index).html")
            }
            let path = site.path
            return try await WebDemoProgram.run(["--no-reload", path]) { program in
                try await ChromeDriver.withSession { browser in
                    try await browser.open(program.url)
                    let counts = try await browser.runAsync("return await runs(\(documents.count));")
                    return (counts.array ?? []).map { ($0.array?[0].number, $0.array?[1].string) }
                }
            }
        }

        private static func document(_ marked: String) -> ByteBuffer {
            ByteBuffer(string: marked.replacing("‸", with: ""))
        }

        @Test func theTagRunsOnceInEachDocument() async throws {
            let documents = InjectionDocuments.appended + InjectionDocuments.early + InjectionDocuments.unclear
            let counts = try await runs(
                of: documents.map {
                    ScriptInjection(document: Self.document($0), charset: nil).document(with: Self.tag)
                }
            )
            #expect(counts.count == documents.count)
            for (document, count) in zip(documents, counts) { #expect(count == 1, "\(document.debugDescription)") }
        }

        @Test func afterTheLastByteItWouldNotHaveRunInTheOthers() async throws {
            let documents = InjectionDocuments.early
            let counts = try await runs(
                of: documents.map {
                    var document = Self.document($0)
                    document.writeString(Self.tag)
                    return document
                }
            )
            #expect(counts.count == documents.count)
            for (document, count) in zip(documents, counts) { #expect(count == 0, "\(document.debugDescription)") }
        }

        private static let fragments = [
            "<!--", "-->", "--!>", "<!", ">", "<", "</", "<p", " a=", "'", "\"", "/", "<script>", "</script>",
            "<template>",
            "</template>", "<svg>", "</svg>", "<desc>", "</desc>", "<math>", "<mi>", "</mi>", "<title>", "</title>",
            "<p>",
            "</p>", "<![CDATA[", "]]>", "<textarea>", "</textarea>", "<!doctype html>", "<head>", "</head>", "<body>",
            "text", "\n", "<table>", "<td>", "</table>", "&lt;", "<b>", "</b>", "<style>", "</style>", "-", "<!-->",
            "<frameset>",
            "<foreignObject>", "</foreignObject>", "</body>", "<select>", "</select>", "<a>", "</a>", "<g>", "</g>",
            "<tr>",
        ]

        private static let muddles = (UInt64(0)..<200).map { seed in
            var generator = SeededGenerator(seed: seed)
            return (0..<Int.random(in: 1..<14, using: &generator)).map { _ in
                fragments.randomElement(using: &generator) ?? ""
            }.joined()
        }

        @Test func theTagRunsOnceInAnyMuddle() async throws {
            let counts = try await runs(
                of: Self.muddles.map {
                    ScriptInjection(document: ByteBuffer(string: $0), charset: nil).document(with: Self.tag)
                }
            )
            #expect(counts.count == Self.muddles.count)
            for (document, count) in zip(Self.muddles, counts) { #expect(count == 1, "\(document.debugDescription)") }
        }

        /// Apart from comments and white space before `<head>`, which come to stand in it.
        @Test func theListenerLeavesTheDocumentAsItIs() async throws {
            let documents = (InjectionDocuments.appended.map { String(buffer: Self.document($0)) } + Self.muddles)
                .map { ScriptInjection(document: ByteBuffer(string: $0 + "<script></script>"), charset: nil) }
            let with = try await outcomes(of: documents.map { $0.document(with: Self.tag) })
            let without = try await outcomes(of: documents.map { $0.document(with: Self.tag, listener: "") })
            #expect(documents.contains { $0.listenerPosition != nil })
            #expect(with.count == documents.count && without.count == documents.count)
            for (with, without) in zip(with, without) {
                #expect(with.runs == 1 && with.look?.isEmpty == false)
                #expect(with.look == without.look)
            }
        }
    }
}
