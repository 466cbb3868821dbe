#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A directory into the names in it, each with its state; a link's is its own.
enum DirectoryReader {
    /// `nil` with `errno` where the directory cannot be read. Names that are no UTF-8 are left out, and so is what is gone
    /// again.
    static func read(_ path: String, _ body: (FileName, FileState) -> Void) -> FileState? {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        guard let state = FileState(descriptor: descriptor), let stream = fdopendir(descriptor) else {
            close(descriptor)
            return nil
        }
        defer { closedir(stream) }
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { FileName($0.prefix { $0 != 0 }) }
            guard let name, name.text != ".", name.text != "..", let state = FileState(name, in: descriptor) else {
                continue
            }
            body(name, state)
        }
        return state
    }
}
