import NIOCore

/// The name by which a page finds its own connections again, in a query: nobody else can guess it.
enum WireTrace {
    /// `nil` where there is none that is long enough not to be guessed.
    static func value(in query: String) -> String? {
        for part in query.utf8.split(separator: UInt8(ascii: "&")) where part.starts(with: "trace=".utf8) {
            let value = part.dropFirst("trace=".utf8.count)
            guard (32...64).contains(value.count), value.allSatisfy(isHexDigit) else { return nil }
            return String(Substring(value))
        }
        return nil
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
    }
}
