/// One member of a range set (RFC 9110 §14.1.1, §14.1.2).
enum RangeSpec: Equatable {
    /// `500-`: everything from a position on.
    case from(Int)
    /// `500-999`: the last position is part of it and not before the first.
    case between(Int, Int)
    /// `-500`: so many bytes at the end.
    case suffix(Int)

    /// RFC 9110 §14.1.1: a suffix whenever it is not empty, also of nothing.
    func isSatisfiable(length: Int) -> Bool {
        switch self {
        case .from(let first), .between(let first, _): first < length
        case .suffix(let count): count > 0
        }
    }

    /// The positions in a representation of this length, in which the member is satisfiable.
    func range(length: Int) -> Range<Int> {
        switch self {
        case .from(let first): first..<length
        // The last position may be `Int.max`, which one more would not fit into.
        case .between(let first, let last): first..<(min(last, length - 1) + 1)
        case .suffix(let count): max(0, length - count)..<length
        }
    }
}
