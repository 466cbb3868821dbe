import Demos
import NIOCore
import StaticSite
import WebSockets

/// The clock for who follows it over HTTP.
extension Services {
    func clock(_ query: Query) -> TickClock {
        TickClock(rate: query.number("rate", in: TickClock.rates, standard: 5))
    }

    /// At once where the client has missed some.
    func nextTick(_ query: Query, on eventLoop: any EventLoop) -> EventLoopFuture<Response> {
        let clock = clock(query)
        let last = query["after"].flatMap { Int($0) } ?? clock.tick().tick
        let answer = { @Sendable in Response.text(clock.tick().encoded, type: "application/json") }
        if clock.tick().tick > last { return eventLoop.makeSucceededFuture(answer()) }
        return eventLoop.scheduleTask(in: .nanoseconds(clock.untilNext()), answer).futureResult
    }

    static func tellTicks(of clock: TickClock, to stream: ResponseStream, on eventLoop: any EventLoop) {
        final class Next { var task: Scheduled<Void>? }
        let next = Next()
        func schedule() {
            next.task = eventLoop.assumeIsolated().scheduleTask(in: .nanoseconds(clock.untilNext())) {
                let tick = clock.tick()
                stream.send("id: \(tick.tick)\ndata: \(tick.encoded)\n\n")
                // Sending may have found that the client is gone.
                if stream.isOpen { schedule() }
            }
        }
        stream.onEnd = { next.task?.cancel() }
        schedule()
    }
}
