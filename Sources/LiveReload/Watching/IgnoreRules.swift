package import Globs

/// Which files and directories are nobody's page: what editors and tools keep beside the files that people write.
package struct IgnoreRules: Sendable {
    private let additional: [Glob]

    /// `additional` fits paths from the watched directory on; a directory that fits is ignored with all that is in it.
    package init(additional: [Glob] = []) {
        self.additional = additional
    }

    /// Whether the last of the names is ignored. Those before it are not looked at: nobody looks into a directory that is
    /// ignored.
    package func ignores(_ segments: [String], isDirectory: Bool) -> Bool {
        guard let name = segments.last else { return false }
        if Self.isUsuallyIgnored(name, isAtTop: segments.count == 1, isDirectory: isDirectory) { return true }
        return additional.contains { $0.matches(segments) }
    }

    private static func isUsuallyIgnored(_ name: String, isAtTop: Bool, isDirectory: Bool) -> Bool {
        let bytes = name.utf8
        if bytes.first == UInt8(ascii: ".") {
            return !(isAtTop && isDirectory && bytes.elementsEqual(".well-known".utf8))
        }
        if bytes.last == UInt8(ascii: "~") { return true }
        if bytes.first == UInt8(ascii: "#"), bytes.last == UInt8(ascii: "#") { return true }
        // What vim tries out before it writes.
        if !isDirectory, bytes.elementsEqual("4913".utf8) { return true }
        return Self.directories.contains(name) || Self.endings.contains { name.hasSuffix($0) }
    }

    private static let directories: Set<String> = ["node_modules", "__pycache__"]
    private static let endings = [".swp", ".swx", ".swo"]
}
