/// The path of the watched directory, whoever it is that bears it.
struct RootPath: Sendable {
    let text: String
    /// The directories that it is in, the nearest first, each with the name in it that leads on to the watched one.
    let above: [(path: String, name: FileName)]

    /// A path that does not name the directory in its last part, such as `.`, is taken as what it leads to now.
    init(_ path: String) {
        let slash = UInt8(ascii: "/")
        var text = path
        let last = path.utf8.split(separator: slash).last.map { String(Substring($0)) }
        if path.utf8.first != slash || last == nil || last == "." || last == ".." {
            text = LinkTarget.real(path) ?? path
        }
        while text.utf8.count > 1, text.utf8.last == slash { text.removeLast() }
        self.text = text
        let names = text.utf8.split(separator: slash)
        above = names.indices.reversed().prefix(DirectoryID.maxAbove).compactMap { index in
            let path = "/" + names[..<index].map { String(Substring($0)) }.joined(separator: "/")
            return FileName(names[index]).map { (path, $0) }
        }
    }
}
