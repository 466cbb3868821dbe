import Testing

@testable import WebDemoServer

struct BoardAddressTests {
    @Test(
        arguments: [
            "/", "/lab.html", "/a?b#c", "/é", "/:80", "http://a", "https://a/", "HTTP://A",
            "hTTpS://192.168.1.2:8080/x?y",
            "http://[::1]/", "https://例子.测试/", "/javascript:alert(1)", "/" + String(repeating: "a", count: 2047),
        ]
    )
    func pagesCanBeSentThere(_ url: String) {
        #expect(BoardView.isGoodAddress(url))
    }

    @Test(
        arguments: [
            "", "a", "lab.html", "?a", "#a", "//evil.example", "//", "/\\evil.example", "\\\\evil.example",
            "/\t/evil.example",
            "/\n/evil.example", " /", "/ a", "/\u{7F}", "/\0", "//\u{301}evil.example", "\u{301}/a", "/\u{301}\\",
            "javascript:alert(1)", "JavaScript:alert(1)", "java\nscript:alert(1)", " javascript:alert(1)",
            "data:text/html,a",
            "vbscript:a", "file:///etc/passwd", "ftp://a/", "ws://a/", "blob:http://a/", "about:blank",
            "view-source:http://a",
            "http:", "http:/a", "http:a", "http://", "http:///a", "https://?a", "https://#a", "https:// a",
            "http:\\\\a",
            "http://\\a", "hxtp://a", "http\u{301}://a", "ｈttp://a", "/" + String(repeating: "a", count: 2048),
            "http://" + String(repeating: "a", count: 2048),
        ]
    )
    func pagesCannotBeSentThere(_ url: String) {
        #expect(!BoardView.isGoodAddress(url))
    }
}
