import Testing

@testable import StaticSite

struct MediaTypeTests {
    @Test(arguments: [
        ("index.html", "text/html"), ("INDEX.HTM", "text/html"), ("a.css", "text/css"), ("a.js", "text/javascript"),
        ("a.mjs", "text/javascript"), ("a.min.js", "text/javascript"), ("a.json", "application/json"),
        ("a.wasm", "application/wasm"), ("a.svg", "image/svg+xml"), ("a.PNG", "image/png"), ("a.jpeg", "image/jpeg"),
        ("a.ico", "image/x-icon"), ("a.mp4", "video/mp4"), ("a.woff2", "font/woff2"), ("a.txt", "text/plain"),
        ("a.md", "text/markdown"), ("a.xml", "application/xml"), ("中文.html", "text/html"),
        ("a.tar.gz", "application/gzip"),
        ("a.webmanifest", "application/manifest+json"), ("..html", "text/html"), ("a.avif", "image/avif"),
        ("a.m3u8", "application/vnd.apple.mpegurl"), ("a.glb", "model/gltf-binary"), ("a\u{301}.html", "text/html"),
    ])
    func lastExtensionTells(_ name: String, _ type: String) {
        #expect(MediaTypes().named(by: name) == type)
    }

    @Test(arguments: [
        "", ".", "a", "a.", ".html", "html", "a.unknown", "a.html~", "a.html.bak", "a. html", "a.😀", "a.ts",
        "a.\u{301}html", "a.m\u{212A}v\u{301}",
    ])
    func otherNamesTellNothing(_ name: String) {
        #expect(MediaTypes().named(by: name) == nil)
    }

    @Test(arguments: [
        "text/html", "text/css", "text/javascript", "text/plain", "image/svg+xml", "application/xml",
        "application/xhtml+xml", "application/rss+xml",
    ])
    func textHasACharset(_ type: String) {
        #expect(MediaType.takesCharset(type))
    }

    @Test(arguments: [
        "image/png", "application/octet-stream", "application/wasm", "font/woff2", "application/pdf",
        "application/json", "application/manifest+json",
    ])
    func otherTypesHaveNone(_ type: String) {
        #expect(!MediaType.takesCharset(type))
    }

    @Test func usualTypesAreWritten() {
        for (name, type) in MediaTypes.usual {
            #expect(name == name.lowercased() && !name.contains("."))
            #expect(type.wholeMatch(of: /[a-z]+\/[a-z0-9.+-]+/) != nil, "\(type)")
        }
    }

    @Test func typesThatWereAddedTakePrecedence() {
        let types = MediaTypes(additional: ["JS": "text/plain", "foo": "application/x-foo; a=b"])
        #expect(types.named(by: "a.js") == "text/plain")
        #expect(types.named(by: "a.JS") == "text/plain")
        #expect(types.named(by: "a.Foo") == "application/x-foo; a=b")
        #expect(types.named(by: "a.css") == "text/css")
    }
}
