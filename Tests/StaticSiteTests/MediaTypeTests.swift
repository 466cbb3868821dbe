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
        ("a.webmanifest", "application/manifest+json"), ("..html", "text/html"),
    ])
    func lastExtensionTells(_ name: String, _ type: String) {
        #expect(MediaType.named(by: name) == type)
    }

    @Test(arguments: ["", ".", "a", "a.", ".html", "html", "a.unknown", "a.html~", "a.html.bak", "a. html", "a.😀"])
    func otherNamesTellNothing(_ name: String) {
        #expect(MediaType.named(by: name) == nil)
    }

    @Test(arguments: [
        "text/html", "text/css", "text/javascript", "text/plain", "application/json", "image/svg+xml",
        "application/xml",
        "application/xhtml+xml", "application/manifest+json",
    ])
    func textHasACharset(_ type: String) {
        #expect(MediaType.isText(type))
    }

    @Test(arguments: ["image/png", "application/octet-stream", "application/wasm", "font/woff2", "application/pdf"])
    func otherTypesHaveNone(_ type: String) {
        #expect(!MediaType.isText(type))
    }
}
