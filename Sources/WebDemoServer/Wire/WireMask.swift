import NIOCore

/// Makes what others must not see unreadable, byte for byte, so that every length and place stays as it was: the values
/// of `trace` and `token` in targets, and of the fields that bear secrets.
enum WireMask {
    private static let fields = ["cookie", "set-cookie", "authorization", "proxy-authorization"]
    private static let parameters = ["trace=", "token="].map { Array($0.utf8) }

    static func masked(head: ByteBuffer) -> ByteBuffer {
        var bytes = Array(head.readableBytesView)
        mask(&bytes)
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            maskField(start..<end, in: &bytes)
            start = end + 1
        }
        return ByteBuffer(bytes: bytes)
    }

    static func masked(target: String) -> String {
        guard target.utf8.contains(UInt8(ascii: "?")) else { return target }
        var bytes = Array(target.utf8)
        mask(&bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func mask(_ bytes: inout [UInt8]) {
        var index = 0
        while index < bytes.count {
            defer { index += 1 }
            guard bytes[index] == UInt8(ascii: "?") || bytes[index] == UInt8(ascii: "&") else { continue }
            // A slice that is alive would have the bytes copied when they are changed.
            guard let name = parameters.first(where: { bytes[(index + 1)...].starts(with: $0) }) else { continue }
            var position = index + 1 + name.count
            while position < bytes.count, bytes[position] > 0x20, bytes[position] != UInt8(ascii: "&") {
                bytes[position] = UInt8(ascii: "*")
                position += 1
            }
        }
    }

    private static func maskField(_ line: Range<Int>, in bytes: inout [UInt8]) {
        guard let colon = bytes[line].firstIndex(of: UInt8(ascii: ":")) else { return }
        let name = String(decoding: bytes[line.lowerBound..<colon], as: UTF8.self).lowercased()
        guard fields.contains(name) else { return }
        for index in (colon + 1)..<line.upperBound where bytes[index] > 0x20 { bytes[index] = UInt8(ascii: "*") }
    }
}
