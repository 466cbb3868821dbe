import NIOCore
import NIOEmbedded
import Testing

@testable import WebDemoServer

struct LazyTimerTests {
    private final class Count {
        var value = 0
    }

    private let loop = EmbeddedEventLoop()
    private let fired = Count()
    private let timer: LazyTimer

    init() {
        let fired = fired
        timer = LazyTimer(eventLoop: loop) { fired.value += 1 }
    }

    @Test func firesOnceWhenTheTimeHasCome() {
        timer.start(.seconds(10), for: .request)
        loop.advanceTime(by: .milliseconds(9999))
        #expect(fired.value == 0)
        loop.advanceTime(by: .milliseconds(1))
        #expect(fired.value == 1)
        loop.advanceTime(by: .hours(1))
        #expect(fired.value == 1)
    }

    @Test func samePurposeDoesNotStartItAnew() {
        timer.start(.seconds(10), for: .request)
        loop.advanceTime(by: .seconds(9))
        timer.start(.seconds(10), for: .request)
        loop.advanceTime(by: .seconds(1))
        #expect(fired.value == 1)
    }

    @Test func restartedTimerStartsAnewForTheSamePurpose() {
        timer.start(.seconds(10), for: .idle)
        loop.advanceTime(by: .seconds(9))
        timer.restart(.seconds(10), for: .idle, at: loop.now)
        loop.advanceTime(by: .seconds(9))
        #expect(fired.value == 0)
        loop.advanceTime(by: .seconds(1))
        #expect(fired.value == 1)
    }

    @Test func otherPurposeStartsItAnew() {
        timer.start(.seconds(10), for: .request)
        loop.advanceTime(by: .seconds(9))
        timer.start(.seconds(10), for: .idle)
        loop.advanceTime(by: .seconds(9))
        #expect(fired.value == 0)
        loop.advanceTime(by: .seconds(1))
        #expect(fired.value == 1)
    }

    @Test func shorterTimeIsNotSleptOver() {
        timer.start(.seconds(60), for: .idle)
        timer.start(.seconds(2), for: .linger)
        loop.advanceTime(by: .seconds(2))
        #expect(fired.value == 1)
        loop.advanceTime(by: .seconds(60))
        #expect(fired.value == 1)
    }

    @Test func stoppedTimerDoesNotFire() {
        timer.start(.seconds(10), for: .request)
        timer.stop()
        loop.advanceTime(by: .seconds(20))
        #expect(fired.value == 0)
    }

    @Test func stoppedTimerStartsAnewForTheSamePurpose() {
        timer.start(.seconds(10), for: .idle)
        loop.advanceTime(by: .seconds(5))
        timer.stop()
        timer.start(.seconds(10), for: .idle)
        loop.advanceTime(by: .seconds(9))
        #expect(fired.value == 0)
        loop.advanceTime(by: .seconds(1))
        #expect(fired.value == 1)
    }

    @Test func cancelledTimerDoesNotFire() {
        timer.start(.seconds(10), for: .request)
        timer.cancel()
        loop.advanceTime(by: .seconds(20))
        #expect(fired.value == 0)
    }

    @Test func firedTimerStartsAgain() {
        for round in 1...3 {
            timer.start(.seconds(1), for: .linger)
            loop.advanceTime(by: .seconds(1))
            #expect(fired.value == round)
        }
    }

    @Test func deadlineThatMovesAtEveryRequestIsReachedOnce() {
        for _ in 0..<1000 {
            timer.start(.seconds(10), for: .request)
            timer.start(.seconds(60), for: .idle)
            loop.advanceTime(by: .milliseconds(5))
        }
        #expect(fired.value == 0)
        loop.advanceTime(by: .seconds(60))
        #expect(fired.value == 1)
    }
}
