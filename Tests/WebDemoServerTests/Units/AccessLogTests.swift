import Dispatch
import Logging
import NIOCore
import Synchronization
import Testing

@testable import WebDemoServer

struct AccessLogTests {
    @Test(
        arguments: [
            (.nanoseconds(0), "0.0ms"), (.microseconds(9), "0.0ms"), (.microseconds(1239), "1.23ms"),
            (.seconds(2), "2000.0ms"),
        ] as [(TimeAmount, String)]
    )
    func lineTellsTheRequestAndWhatBecameOfIt(_ duration: TimeAmount, _ text: String) {
        let entry = AccessLog.Entry(method: "GET", target: "/a?b", status: 200, bytes: 12, duration: duration)
        #expect(entry.line == "GET /a?b 200 12B \(text)")
    }

    @Test(arguments: [
        ("/a\nGET /b", "/a\\u{a}GET /b"), ("/\r", "/\\u{d}"), ("\r\n", "\\u{d}\\u{a}"), ("/\u{1B}[2J", "/\\u{1b}[2J"),
        ("/\u{9B}2J", "/\\u{9b}2J"), ("/\u{7F}", "/\\u{7f}"), ("/\u{0}", "/\\u{0}"), ("/\u{202E}gpj", "/\\u{202e}gpj"),
        ("/\u{2066}", "/\\u{2066}"), ("/\u{200B}", "/\\u{200b}"), ("/\u{2028}", "/\\u{2028}"), ("/\u{85}", "/\\u{85}"),
        ("/\u{FEFF}", "/\\u{feff}"), ("/\u{E0041}", "/\\u{e0041}"), ("/\t", "/\\u{9}"),
    ])
    func controlCharactersAreWrittenOut(_ text: String, _ escaped: String) {
        #expect(text.escapingControls == escaped)
        let entry = AccessLog.Entry(method: text, target: text, status: 400, bytes: 0, duration: .zero)
        #expect(entry.line == "\(escaped) \(escaped) 400 0B 0.0ms")
    }

    @Test func whatWasNotSentToTheEndIsSaidToBeAborted() {
        let entry = AccessLog.Entry(method: "GET", target: "/", status: 200, bytes: nil, duration: .zero)
        #expect(entry.line == "GET / 200 aborted 0.0ms")
    }

    @Test(.timeLimit(.minutes(1)))
    func aReaderThatStoppedReadingHoldsNobodyUp() async {
        let isStuck = DispatchSemaphore(value: 0)
        let written = WrittenLines()
        let log = BackgroundLog(
            logger: Logger(label: "test") { _ in StuckHandler(isStuck: isStuck) { written.append($0) } }
        )
        let accessLog = AccessLog(log: log)
        let entry = AccessLog.Entry(method: "GET", target: "/", status: 200, bytes: 0, duration: .zero)
        for _ in 0..<40 { accessLog.write([AccessLog.Entry](repeating: entry, count: 1024)) }
        await log.drain()
        isStuck.signal()
        // Stopping waits for a second at most; a machine with much to do takes longer for so many lines.
        while written.all.count(where: { $0.hasPrefix("GET") }) < 32 * 1024 { await log.drain() }
        let lines = written.all
        #expect(lines.count { $0.hasPrefix("GET") } == 32 * 1024)
        #expect(lines.contains("8192 lines of the log were lost: stderr was not read in time"))
    }

    @Test(arguments: ["", "/", "/中文 😀", "/é", "/e\u{301}", "/a%0A"])
    func otherCharactersStay(_ text: String) {
        #expect(text.escapingControls == text)
    }
}

private final class WrittenLines: Sendable {
    private let lines = Mutex<[String]>([])
    var all: [String] { lines.withLock { $0 } }
    func append(_ line: String) { lines.withLock { $0.append(line) } }
}

/// Writes nothing until it is told to, as a pipe does that nobody reads.
private struct StuckHandler: LogHandler {
    let isStuck: DispatchSemaphore
    let write: @Sendable (String) -> Void
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.info

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        isStuck.wait()
        isStuck.signal()
        write("\(event.message)")
    }
}
