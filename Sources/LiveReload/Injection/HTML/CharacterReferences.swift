/// The characters that an attribute's value writes as `&#39;` or `&quot;` (HTML §13.2.5.72).
enum CharacterReferences {
    /// Those with names that stand in policies and media types, with semicolon.
    private static let named: [String: String] = [
        "amp": "&", "apos": "'", "quot": "\"", "lt": "<", "gt": ">", "semi": ";", "colon": ":", "comma": ",",
        "sol": "/",
        "equals": "=", "ast": "*", "period": ".", "lowbar": "_", "plus": "+", "nbsp": "\u{A0}", "Tab": "\t",
        "NewLine": "\n", "AMP": "&", "QUOT": "\"",
    ]
    /// The digits of 0x10FFFF with zeros before them, or the longest name. What is longer is taken as it stands.
    private static let maxBytes = 16

    /// The text of a value, whose bytes beyond ASCII are of no account.
    static func resolved(_ value: [UInt8]) -> String {
        guard value.contains(UInt8(ascii: "&")) else { return String(decoding: value, as: UTF8.self) }
        var text = ""
        var rest = value[...]
        while let start = rest.firstIndex(of: UInt8(ascii: "&")) {
            text += String(decoding: rest[..<start], as: UTF8.self)
            let after = rest[(start + 1)...]
            if let end = after.prefix(maxBytes).firstIndex(of: UInt8(ascii: ";")), let found = character(after[..<end])
            {
                text += found
                rest = rest[(end + 1)...]
            } else {
                text += "&"
                rest = after
            }
        }
        return text + String(decoding: rest, as: UTF8.self)
    }

    private static func character(_ reference: ArraySlice<UInt8>) -> String? {
        let name = String(decoding: reference, as: UTF8.self)
        guard name.hasPrefix("#") else { return named[name] }
        let isHexadecimal = name.dropFirst().lowercased().hasPrefix("x")
        let digits = name.dropFirst(isHexadecimal ? 2 : 1)
        guard digits.first != "+", digits.first != "-" else { return nil }
        return UInt32(digits, radix: isHexadecimal ? 16 : 10).flatMap(Unicode.Scalar.init).map { String($0) }
    }
}
