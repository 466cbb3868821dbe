import Testing

@testable import WebDemoServer

struct DelayLogTests {
    @Test func nothingHasNoSummary() {
        #expect(DelayLog(capacity: 5).summary == nil)
    }

    @Test func oneDelayIsAllOfThem() {
        var log = DelayLog(capacity: 5)
        log.add(12.34)
        #expect(log.summary == DelayLog.Summary(count: 1, p50: 12.3, p95: 12.3, p99: 12.3))
    }

    @Test func shareIsTheNearestRank() {
        var log = DelayLog(capacity: 1000)
        for delay in (1...100).shuffled() { log.add(Double(delay)) }
        #expect(log.summary == DelayLog.Summary(count: 100, p50: 50, p95: 95, p99: 99))
        log.add(1000)
        #expect(log.summary == DelayLog.Summary(count: 101, p50: 51, p95: 96, p99: 100))
    }

    @Test func onlyTheNewestCountAndAllAreCounted() {
        var log = DelayLog(capacity: 3)
        for delay in [500.0, 400, 300, 3, 2, 1] { log.add(delay) }
        #expect(log.summary == DelayLog.Summary(count: 6, p50: 2, p95: 3, p99: 3))
        log.add(9)
        #expect(log.summary == DelayLog.Summary(count: 7, p50: 2, p95: 9, p99: 9))
    }

    @Test(arguments: [0, -1])
    func thereIsAlwaysRoomForOne(_ capacity: Int) {
        var log = DelayLog(capacity: capacity)
        log.add(1)
        log.add(2)
        #expect(log.summary == DelayLog.Summary(count: 2, p50: 2, p95: 2, p99: 2))
    }
}
