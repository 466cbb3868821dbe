#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The one clock that every way of asking follows: tick `n` is at `n / rate` seconds since 1970. It has no state, so all
/// who chose the same rate see the same ticks.
package struct TickClock: Sendable {
    /// Ticks in a second.
    package static let rates = 1...50

    package let rate: Int

    package init(rate: Int) {
        self.rate = min(max(rate, Self.rates.lowerBound), Self.rates.upperBound)
    }

    /// What a client is told. Times are milliseconds since 1970, by the server's clock.
    package struct Tick: Encodable, Equatable, Sendable {
        package let tick: Int
        /// When it was.
        package let time: Double
        /// When it was told.
        package let now: Double

        package var encoded: String {
            let encoder = JSONEncoder()
            // Else the order changes from one tick to the next, which looks as if it meant something.
            encoder.outputFormatting = .sortedKeys
            return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
        }
    }

    package static var now: Double { Date().timeIntervalSince1970 * 1000 }

    /// The last tick there was.
    package func tick(at now: Double = Self.now) -> Tick {
        let number = (now * Double(rate) / 1000).rounded(.down)
        return Tick(tick: Int(number), time: number * 1000 / Double(rate), now: now)
    }

    /// Nanoseconds to the next.
    package func untilNext(at now: Double = Self.now) -> Int64 {
        let next = (tick(at: now).time + 1000 / Double(rate)) - now
        return Int64(max(0, next) * 1_000_000) + 1
    }
}
