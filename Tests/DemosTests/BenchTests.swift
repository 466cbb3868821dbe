import Testing
import WebSockets

@testable import Demos

/// What the endpoints for benchmarks are told.
struct BenchTests {
    @Test(
        arguments: [
            ("0.5 10 hello", 500, 10, "hello"), ("0 0 ", 0, 0, ""), ("1e9 99999999 x", 60_000, 10_000, "x"),
            ("inf 1 x", 60_000, 1, "x"), ("0 -1 x", 0, 0, "x"),
        ]
    )
    func anOrderIsBounded(_ text: String, _ milliseconds: Int, _ count: Int, _ message: String) throws {
        let order = try #require(Bench.Order(.text(text)))
        #expect(order.pause == .milliseconds(milliseconds))
        #expect(order.count == count)
        #expect(order.message == message)
    }

    @Test(arguments: ["", "1 2", "1 2 a b", "x 2 a", "1 x a", "-1 2 a", "nan 2 a", "1 99999999999999999999 a"])
    func whatIsNoOrderIsRefused(_ text: String) {
        #expect(Bench.Order(.text(text)) == nil)
    }

    @Test(
        arguments: [
            ("receive 10", .receive(bytes: 10)), ("receive 67108864", .receive(bytes: 67_108_864)),
            ("receive 67108865", nil), ("receive -1", nil), ("receive x", nil), ("receive", nil), ("receive 1 2", nil),
            ("send 1", .send(isVerified: true)), ("send 0", .send(isVerified: false)), ("send", nil), ("", nil),
            ("drop 1", nil),
        ] as [(String, BenchmarkHelper.Command?)]
    )
    func commandsAreRead(_ text: String, _ command: BenchmarkHelper.Command?) {
        #expect(BenchmarkHelper.Command(.text(text)) == command)
        #expect(BenchmarkHelper.Command(.binary(text.utf8)) == nil)
    }
}
