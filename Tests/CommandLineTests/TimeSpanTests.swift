import ArgumentParser
import NIOCore
import Testing

@testable import webdemo

struct TimeSpanTests {
    @Test(
        arguments: [
            ("1ms", .milliseconds(1)), ("500ms", .milliseconds(500)), ("500MS", .milliseconds(500)), ("1", .seconds(1)),
            ("10", .seconds(10)), ("10s", .seconds(10)), ("2m", .minutes(2)), ("24h", .hours(24)),
            ("1440m", .hours(24)),
            ("86400", .hours(24)), ("86400000ms", .hours(24)),
        ] as [(String, TimeAmount)]
    )
    func timeIsRead(_ text: String, _ amount: TimeAmount) throws {
        #expect(try TimeSpan(argument: text).amount == amount)
    }

    @Test(arguments: [
        "", " ", "s", "ms", "-1s", "+1s", "1.5s", "1 s", "10sec", "1d", "1us", "1s1", "0", "0ms", "0s", "0h", "25h",
        "1441m", "86401", "86400001ms", "9223372036854775807", "9223372036854775808h", "999999999999999999999s", "１０s",
        "1\u{301}s", "1ſ",
    ])
    func whatIsNoTimeIsRefusedWithAnExample(_ text: String) {
        let error = #expect(throws: ValidationError.self) { try TimeSpan(argument: text) }
        #expect(error?.message.contains("10s") == true)
    }

    @Test(
        arguments: [
            (.milliseconds(1), "1ms"), (.milliseconds(1500), "1500ms"), (.seconds(10), "10s"), (.seconds(60), "1m"),
            (.seconds(90), "90s"), (.hours(2), "2h"),
        ] as [(TimeAmount, String)]
    )
    func timeIsShownInItsLargestUnit(_ amount: TimeAmount, _ text: String) throws {
        #expect(TimeSpan(amount).description == text)
        #expect(try TimeSpan(argument: text).amount == amount)
    }
}
