import LiveReload
import NIOCore
import TestSupport
import Testing

@testable import WebDemoServer

struct LiveReload7CommandTests {
    private static func commands(_ paths: [String]) -> [LiveReload7Command] {
        LiveReload7Command.commands(
            for: paths.enumerated().map { index, path in
                FileChange(
                    sequence: UInt64(index + 1),
                    segments: path.split(separator: "/").map(String.init),
                    kind: .modified,
                    version: nil,
                    savedAt: .now(),
                    toldAt: .now()
                )
            }
        )
    }

    private static func live(_ path: String) -> LiveReload7Command { .reload(path: path, isLive: true) }

    @Test(arguments: [
        ["css/a.css"], ["A.CSS"], ["a.png", "b/c.jpeg", "style.css", "x.svg", "y.webp", "z.AVIF", "favicon.ico"],
    ])
    func everySheetAndPictureIsToldOnItsOwn(_ paths: [String]) {
        #expect(Self.commands(paths) == paths.map { Self.live("/" + $0) })
    }

    @Test(arguments: [
        (["index.html"], "/index.html"), (["app.js"], "/app.js"), (["data"], "/data"), (["css"], "/css"),
        (["a.css", "b/c.html", "d.js"], "/b/c.html"), (["a.png", "x.css.html"], "/x.css.html"), (["a.b/c"], "/a.b/c"),
    ])
    func oneReloadIsEnoughForAllElse(_ paths: [String], _ told: String) {
        #expect(Self.commands(paths) == [Self.live(told)])
    }

    @Test func sourceMapsReloadNoPage() {
        #expect(Self.commands(["app.js.map"]) == [])
        #expect(Self.commands(["a.css", "a.css.map"]) == [Self.live("/a.css")])
    }

    @Test func oneFileIsToldOnce() {
        #expect(Self.commands(["a.css", "a.css"]) == [Self.live("/a.css")])
        #expect(Self.commands([]) == [])
    }

    @Test func manyFilesAreOneReload() {
        let paths = (1...20).map { "\($0).png" }
        #expect(Self.commands(paths).count == 20)
        #expect(Self.commands(paths + ["21.png"]) == [.reload(path: "/1.png", isLive: false)])
    }

    @Test(arguments: [
        (
            LiveReload7Command.hello(protocols: ["http://livereload.com/protocols/official-7"]),
            #"{"command":"hello","protocols":["http://livereload.com/protocols/official-7"],"serverName":"webdemo"}"#
        ),
        (
            .reload(path: "/样式/a b.css", isLive: true),
            #"{"command":"reload","path":"/样式/a b.css","liveCSS":true,"liveImg":true}"#
        ),
        (
            .reload(path: "/a.css", isLive: false),
            #"{"command":"reload","path":"/a.css","liveCSS":false,"liveImg":false}"#
        ),
    ])
    func commandsAreWrittenAsTheProtocolHasThem(_ command: LiveReload7Command, _ text: String) throws {
        let written = try #require(command.encoded)
        let expected = try JSONValue(parsing: text)
        #expect(try JSONValue(parsing: String(buffer: written)) == expected)
    }
}
