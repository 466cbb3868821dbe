/// A string in a table of tests of which a log shows the beginning only.
package struct AbridgedText: ExpressibleByStringInterpolation, CustomStringConvertible, Sendable {
    package let string: String

    package init(_ string: String) {
        self.string = string
    }

    package init(stringLiteral value: String) {
        self.init(value)
    }

    package var description: String {
        let count = string.utf8.count
        return count <= 120 ? string.debugDescription : "\(count) bytes: \(string.prefix(80).debugDescription)…"
    }
}
