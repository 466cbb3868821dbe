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
            function mark(path) { ran[path] = (ran[path] ?? 0) + 1; }
            async function runs(count) {
                const paths = Array.from({ length: count }, (_, index) => `/d/${index}.html`);
                await Promise.all(paths.map(path => new Promise(done => {
                    const frame = document.createElement("iframe");
                    frame.onload = done;
                    frame.src = path;
                    document.body.append(frame);
                })));
                return paths.map(path => ran[path] ?? 0);
            }
            </script><body>
            """

        /// How often each of these documents runs the script.
        private func runs(of documents: [ByteBuffer]) async throws -> [Double?] {
            let site = try TemporaryDirectory()
            try site.write(Self.page, to: "index.html")
            try site.write("top.mark(location.pathname);", to: "mark.js")
            for (index, document) in documents.enumerated() {
                try site.write(document.readableBytesView, to: "d/\(index).html")
            }
            let path = site.path
            return try await WebDemoProgram.run([path]) { program in
                try await ChromeDriver.withSession { browser in
                    try await browser.open(program.url)
                    let counts = try await browser.runAsync("return await runs(\(documents.count));")
                    return (counts.array ?? []).map(\.number)
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

        @Test func theTagRunsOnceInAnyMuddle() async throws {
            let documents = (UInt64(0)..<200).map { seed in
                var generator = SeededGenerator(seed: seed)
                return (0..<Int.random(in: 1..<14, using: &generator)).map { _ in
                    Self.fragments.randomElement(using: &generator) ?? ""
                }.joined()
            }
            let counts = try await runs(
                of: documents.map {
                    ScriptInjection(document: ByteBuffer(string: $0), charset: nil).document(with: Self.tag)
                }
            )
            #expect(counts.count == documents.count)
            for (document, count) in zip(documents, counts) { #expect(count == 1, "\(document.debugDescription)") }
        }
    }
}
