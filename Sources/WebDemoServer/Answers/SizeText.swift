/// A number of bytes for people to read: `0 B`, `999 B`, `1.2 MB`, in powers of 1000.
enum SizeText {
    private static let units = ["kB", "MB", "GB", "TB", "PB", "EB"]

    static func text(bytes: Int) -> String {
        guard bytes >= 1000 else { return "\(max(0, bytes)) B" }
        var amount = Double(bytes)
        for unit in units {
            amount /= 1000
            let tenths = Int((amount * 10).rounded())
            // What is rounded up to 1000.0 is 1.0 of the next unit.
            if tenths < 10_000 { return "\(tenths / 10).\(tenths % 10) \(unit)" }
        }
        return "\(bytes) B"
    }
}
