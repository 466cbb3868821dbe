/// A name in a directory. Names are equal when their bytes are: two that look the same may be two files.
struct FileName: Hashable, Sendable {
    let text: String

    init(_ text: String) {
        self.text = text
    }

    /// `nil` for what is no UTF-8: it cannot be asked for.
    init?(_ bytes: some Collection<UInt8>) {
        guard !bytes.isEmpty, let text = String(validating: bytes, as: UTF8.self) else { return nil }
        self.text = text
    }

    static func == (one: FileName, other: FileName) -> Bool {
        one.text.utf8.elementsEqual(other.text.utf8)
    }

    func hash(into hasher: inout Hasher) {
        let combined: Void? = text.utf8.withContiguousStorageIfAvailable { hasher.combine(bytes: .init($0)) }
        if combined == nil { text.utf8.forEach { hasher.combine($0) } }
        hasher.combine(0xFF as UInt8)
    }
}

/// A directory of the tree, as long as it is known.
struct DirectoryID: Hashable, Sendable {
    let number: UInt32

    static let root = DirectoryID(number: 0)
    /// Bounds how many directories above are watched; below the first number of one in the tree.
    static let maxAbove = 64

    /// The one that the watched directory is in for level 0, the one that is in for level 1, and so on.
    static func aboveRoot(_ level: Int) -> DirectoryID {
        DirectoryID(number: 1 + UInt32(clamping: level))
    }

    var levelAbove: Int? { (1...Self.maxAbove).contains(Int(number)) ? Int(number) - 1 : nil }
    var isAboveRoot: Bool { levelAbove != nil }
}

/// A name in a directory of the tree.
struct Place: Hashable, Sendable {
    let directory: DirectoryID
    let name: FileName
}
