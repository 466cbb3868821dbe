import Logging
import Testing

@testable import WebDemoServer

struct RefusalLogTests {
    @Test func noticeIsSeenByDefaultOnce() async {
        let log = RecordedLog()
        let refusals = RefusalLog(log.background)
        for line in ["a", "b", "a", "a", "b"] { refusals.notice(line) }
        await #expect(log.lines.map(\.text) == ["a", "b", "a", "a", "b"])
        await #expect(log.lines.map(\.level) == [.notice, .notice, .info, .info, .info])
    }

    @Test func noMoreThanAHundredAreSeen() async {
        let log = RecordedLog(.notice)
        let refusals = RefusalLog(log.background)
        for number in 0..<300 { refusals.notice("\(number)") }
        refusals.notice("0")
        refusals.info("another")
        await #expect(log.lines.map(\.text) == (0..<100).map { "\($0)" })
    }

    @Test func lineIsHarmlessAndNotLong() async {
        let log = RecordedLog()
        let refusals = RefusalLog(log.background)
        let line = "\u{1B}[2J\n" + String(repeating: "é", count: 100_000)
        refusals.notice(line)
        refusals.info(line)
        await #expect(log.lines.map(\.level) == [.notice, .info])
        await #expect(log.lines.allSatisfy { $0.text.hasPrefix("\\u{1b}[2J\\u{a}é") && $0.text.utf8.count < 1100 })
    }
}
