import ArgumentParser
import NIOCore

/// A time as people write it: `500ms`, `10s`, `2m`, `1h`; a number alone is seconds.
struct TimeSpan: Equatable, CustomStringConvertible {
    private static let units: [(name: String, milliseconds: Int64)] = [
        ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1),
    ]
    private static let maxMilliseconds: Int64 = 24 * 3_600_000

    private let milliseconds: Int64

    init(_ amount: TimeAmount) {
        milliseconds = amount.nanoseconds / 1_000_000
    }

    /// Throws `ValidationError` for what is not a whole number between 1 ms and a day.
    init(argument: String) throws {
        guard let quantity = Quantity(argument), let unit = Self.milliseconds(quantity.unit) else {
            throw ValidationError("write a time like 500ms, 10s or 2m.")
        }
        guard let count = Int64(quantity.digits), (1...Self.maxMilliseconds / unit).contains(count) else {
            throw ValidationError("it must be between 1ms and 24h; write a time like 500ms, 10s or 2m.")
        }
        milliseconds = count * unit
    }

    var amount: TimeAmount { .milliseconds(milliseconds) }

    private static func milliseconds(_ unit: String) -> Int64? {
        unit.isEmpty ? 1000 : units.first { $0.name == unit }?.milliseconds
    }

    /// In the largest unit of which it is a whole number.
    var description: String {
        let unit = Self.units.first { milliseconds.isMultiple(of: $0.milliseconds) } ?? ("ms", 1)
        return "\(milliseconds / unit.milliseconds)\(unit.name)"
    }
}
