#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// What editors do when somebody saves, as system calls.
package enum Editor: String, CaseIterable, Sendable {
    case vim
    case emacs
    case visualStudioCode
    case sublimeText

    /// Writes the text into a file that is there. `pause` is called where the editor has emptied it and not yet written.
    package func save(
        _ text: String,
        in directory: String,
        as name: String,
        pause: () throws -> Void = {}
    ) throws {
        let file = "\(directory)/\(name)"
        switch self {
        case .vim: try saveAsVim(text, file, in: directory, name)
        case .emacs: try saveAsEmacs(text, file, in: directory, name)
        case .visualStudioCode:
            let open = try FileSystem.create(file)
            defer { open.close() }
            try pause()
            try open.write(text)
        case .sublimeText:
            try FileSystem.write(text, to: directory + "/.sublabc.tmp")
            try FileSystem.rename(directory + "/.sublabc.tmp", to: file)
        }
    }

    /// A probe whether files can be made here, and the old one as a backup.
    private func saveAsVim(_ text: String, _ file: String, in directory: String, _ name: String) throws {
        try FileSystem.write("", to: directory + "/4913")
        try FileSystem.remove(directory + "/4913")
        try FileSystem.write("swap", to: "\(directory)/.\(name).swp")
        try FileSystem.rename(file, to: file + "~")
        try FileSystem.write(text, to: file)
        try FileSystem.remove(file + "~")
    }

    /// A link as a lock, a copy that was saved by itself, and a backup that stays.
    private func saveAsEmacs(_ text: String, _ file: String, in directory: String, _ name: String) throws {
        try FileSystem.link("\(directory)/.#\(name)", to: "me@here.1:2")
        try FileSystem.write("auto", to: "\(directory)/#\(name)#")
        try FileSystem.rename(file, to: file + "~")
        try FileSystem.write(text, to: file, flags: O_CREAT | O_EXCL)
        try FileSystem.remove("\(directory)/#\(name)#")
        try FileSystem.remove("\(directory)/.#\(name)")
    }
}
