import CLinux

/// Whether a file system tells of all changes.
enum FileSystemKind: Equatable, Sendable {
    case telling
    /// Others change it, of whom this kernel hears nothing.
    case silent(name: String)
    /// One has to try.
    case doubtful(name: String)

    init(path: String) {
        var name: UnsafePointer<CChar>?
        let answer = clinux_tells_of_changes(path, &name)
        let text = name.map { String(cString: $0) } ?? "?"
        self = answer > 0 ? .telling : answer == 0 ? .silent(name: text) : .doubtful(name: text)
    }
}
