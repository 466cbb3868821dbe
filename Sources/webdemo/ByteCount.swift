import ArgumentParser

/// A number of bytes as people write it: `512`, `512B`, `64KiB`, `1MB`, in upper or lower case.
struct ByteCount: Equatable, CustomStringConvertible {
    private static let units: [(name: String, bytes: Int)] = [
        ("GiB", 1 << 30), ("GB", 1_000_000_000), ("MiB", 1 << 20), ("MB", 1_000_000), ("KiB", 1 << 10), ("kB", 1000),
        ("B", 1),
    ]

    let bytes: Int

    init(_ bytes: Int) {
        self.bytes = bytes
    }

    /// Throws `ValidationError` for what is not a whole number of at least one byte.
    init(argument: String) throws {
        try self.init(argumentOrZero: argument)
        guard bytes > 0 else { throw ValidationError("it must be at least one byte; write a size like 64KiB or 1MiB.") }
    }

    /// Throws `ValidationError` for what is not a whole number.
    init(argumentOrZero argument: String) throws {
        guard let quantity = Quantity(argument), let unit = Self.bytes(quantity.unit) else {
            throw ValidationError("write a size like 512, 64KiB or 1MiB.")
        }
        guard let count = Int(quantity.digits), !count.multipliedReportingOverflow(by: unit).overflow else {
            throw ValidationError("that is too much; write a size like 64KiB or 1MiB.")
        }
        bytes = count * unit
    }

    private static func bytes(_ unit: String) -> Int? {
        unit.isEmpty ? 1 : units.first { $0.name.lowercased() == unit }?.bytes
    }

    /// In the largest unit of which it is a whole number.
    var description: String {
        let unit = Self.units.first { bytes.isMultiple(of: $0.bytes) } ?? ("B", 1)
        return "\(bytes / unit.bytes)\(unit.name)"
    }
}
