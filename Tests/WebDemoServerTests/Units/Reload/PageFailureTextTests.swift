import Testing

@testable import WebDemoServer

struct PageFailureTextTests {
    @Test(
        arguments: [
            ("script", "boom", "/a.js", 3, 5, nil, "/p: /a.js:3:5: boom"),
            ("promise", "boom", nil, nil, nil, nil, "/p: boom"),
            ("script", "boom", "/a.js", 3, nil, nil, "/p: /a.js:3: boom"),
            (
                "missing", "", "/style.css", nil, nil, "/Style.css",
                "/p asks for /style.css, which is not there; did you mean /Style.css?"
            ),
            ("missing", "", "/style.css", nil, nil, nil, "/p asks for /style.css, which is not there"),
            (
                "media-type", "it is text/plain", "/a.js", nil, nil, nil,
                "/p: the browser does not take /a.js: it is text/plain"
            ),
            (
                "blocked", "script-src", "/a.js", nil, nil, nil,
                "/p: its own Content-Security-Policy forbids /a.js: script-src"
            ),
            ("unknown", "boom", nil, nil, nil, nil, "/p: boom"),
            ("", "", nil, nil, nil, nil, "/p: "),
        ] as [(String, String, String?, Int?, Int?, String?, String)]
    )
    func lineSaysWhatWentWrongAndWhere(
        _ kind: String,
        _ message: String,
        _ url: String?,
        _ line: Int?,
        _ column: Int?,
        _ nearest: String?,
        _ text: String
    ) {
        let failure = ReloadPage.Failure(kind: kind, message: message, url: url, line: line, column: column, time: 0)
        #expect(PageFailureText.line(failure, on: "/p", nearest: nearest) == text)
    }
}
