/// Turns the value of `Range` into the parts of a file to send (RFC 9110 §14.1.2, §14.2).
package enum ByteRanges {
    package enum Selection: Equatable, Sendable {
        /// There is no range, or none that is worth honouring: 200.
        case whole
        /// At least one, none of them empty, and no two overlap: 206.
        case ranges([Range<Int>])
        /// 416, with `Content-Range: bytes */length` (RFC 9110 §15.5.17).
        case notSatisfiable
    }

    /// How many may be asked for: bounds the work that a field can cause.
    static let maxAsked = 200
    /// How many are sent: whoever asks for more is no download manager, and each costs a part with a head.
    static let maxSent = 16
    /// The bytes between two ranges that are sent along with them, since the head of a part is longer (RFC 9110 §15.3.7.2).
    static let minGap = 80

    /// `length` is that of the representation. Fields that cannot be read, other units and excessive sets are ignored
    /// (RFC 9110 §14.2).
    package static func select(_ fieldValue: String, length: Int) -> Selection {
        var parser = RangeSetParser(fieldValue)
        guard let specs = parser.specs(atMost: maxAsked) else { return .whole }
        let satisfiable = specs.filter { $0.isSatisfiable(length: length) }
        guard !satisfiable.isEmpty else { return .notSatisfiable }
        // The end of an empty file is satisfiable, but no Content-Range can say so; it is sent as it is.
        guard length > 0 else { return .whole }
        let ranges = merged(satisfiable.map { $0.range(length: length) })
        return ranges.count <= maxSent ? .ranges(ranges) : .whole
    }

    /// Those that overlap or nearly touch become one. The rest stay in the order in which they were asked for, as RFC 9110
    /// §15.3.7.2 wishes, because a client may want the last bytes (an index) first; a joined one stands where the first of
    /// its members stood.
    private static func merged(_ ranges: [Range<Int>]) -> [Range<Int>] {
        var groups: [(range: Range<Int>, place: Int)] = []
        for (place, range) in ranges.enumerated().sorted(by: { $0.element.lowerBound < $1.element.lowerBound }) {
            if let last = groups.last, range.lowerBound < last.range.upperBound.saturatingAdd(minGap) {
                let end = max(last.range.upperBound, range.upperBound)
                groups[groups.count - 1] = (last.range.lowerBound..<end, min(last.place, place))
            } else {
                groups.append((range, place))
            }
        }
        return groups.sorted { $0.place < $1.place }.map(\.range)
    }
}
