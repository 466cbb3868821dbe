extension UInt8 {
    /// The small letter for a capital one of ASCII; anything else as it is.
    var lowercasedASCII: UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) ? self | 0x20 : self
    }

    var isASCIILetter: Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
    }

    /// White space of HTML: tab, line feed, form feed, carriage return or space.
    var isHTMLSpace: Bool {
        self == 0x20 || self == 0x09 || self == 0x0A || self == 0x0C || self == 0x0D
    }
}

extension StringProtocol {
    /// Whether these are the letters of `name`, which has no capital ones, in upper or lower case of ASCII.
    func isSpelled(_ name: String) -> Bool {
        utf8.lazy.map(\.lowercasedASCII).elementsEqual(name.utf8)
    }
}
