extension UInt8 {
    /// The small letter for a capital one of ASCII; anything else as it is.
    var lowercasedASCII: UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) ? self | 0x20 : self
    }
}

extension Collection<UInt8> {
    /// Whether these are the bytes of `name`, which has no capital letters, in upper or lower case of ASCII.
    func isSpelled(_ name: String) -> Bool {
        lazy.map(\.lowercasedASCII).elementsEqual(name.utf8)
    }
}
