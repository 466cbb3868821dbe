/// The bytes that HTTP's lines are made of (RFC 9110 §5.5, §5.6.3).
extension UInt8 {
    var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }
    var isText: Bool { self >= 0x20 && self != 0x7F || isBlank }
}
