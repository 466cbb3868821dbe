import NIOCore

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The paths that somebody who watches the whole tree writes into a pipe (`PathRecords`).
///
/// What happened to a path is not told, so a file counts as one that is being written. Of the directory above the root
/// nothing is heard: whoever writes is to say that all is to be looked at when the root comes or goes.
struct PathPipeSource: EventSource {
    /// Whose end of the pipe it is, and who lives as long as it is read.
    private let owner: any Sendable
    /// A path without links, with a slash at its end.
    private let prefix: [UInt8]
    private var records = PathRecords()
    /// By their real path from the root on. Links can lead to one directory on several ways.
    private var directories: [[UInt8]: [DirectoryID]] = [:]
    private var paths: [DirectoryID: [UInt8]] = [:]
    private var buffer = [UInt8](repeating: 0, count: 64 << 10)

    /// `nil` when nothing will come any more.
    private(set) var descriptor: CInt?
    var due: NIODeadline? { nil }

    /// - `descriptor`: is read without waiting and closed by its owner.
    /// - `root`: without links.
    init(descriptor: CInt, owner: any Sendable, root: String) {
        self.descriptor = descriptor
        self.owner = owner
        prefix = Array(root.utf8) + (root.utf8.last == UInt8(ascii: "/") ? [] : [UInt8(ascii: "/")])
    }

    mutating func watch(_ directory: DirectoryID, path: String) throws(WatchFailure) {
        guard descriptor != nil else { throw .noWatchesLeft }
        guard let real = LinkTarget.real(path) else { throw .absent }
        guard !directory.isAboveRoot, let path = relative(Array(real.utf8)) else {
            errno = ENOENT
            throw .absent
        }
        guard paths[directory] != path else { return }
        unwatch(directory)
        paths[directory] = path
        directories[path, default: []].append(directory)
    }

    mutating func unwatch(_ directory: DirectoryID) {
        guard let path = paths.removeValue(forKey: directory) else { return }
        directories[path]?.removeAll { $0 == directory }
        if directories[path]?.isEmpty == true { directories[path] = nil }
    }

    mutating func events(at now: NIODeadline) -> [WatchEvent] {
        guard let descriptor else { return [] }
        let count = read(descriptor, &buffer, buffer.count)
        if count < 0, errno == EAGAIN || errno == EINTR { return [] }
        guard count > 0 else {
            self.descriptor = nil
            return [.ended(.root)]
        }
        var events: [WatchEvent] = []
        for record in records.received(buffer[..<count]) {
            // A write of many parts is told part by part.
            for event in self.events(of: record) where events.last != event { events.append(event) }
        }
        return events
    }

    private func events(of record: PathRecords.Record) -> [WatchEvent] {
        guard case .path(let bytes) = record else { return [.anything] }
        guard let path = relative(bytes) else { return [] }
        if path.isEmpty { return (directories[path] ?? []).map { .contents($0) } }
        let slash = path.lastIndex(of: UInt8(ascii: "/"))
        guard let parents = directories[Array(path[..<(slash ?? 0)])],
            let name = FileName(path[(slash.map { $0 + 1 } ?? 0)...])
        else { return [] }
        let isDirectory = directories[path] != nil || isDirectory(bytes)
        return parents.map { isDirectory ? .directory($0, name) : .file($0, name, .written) }
    }

    /// From the root on; empty for the root itself, `nil` for what is not below it.
    private func relative(_ path: [UInt8]) -> [UInt8]? {
        if path.starts(with: prefix) { return Array(path[prefix.count...]) }
        return path.elementsEqual(prefix.dropLast()) ? [] : nil
    }

    private func isDirectory(_ path: [UInt8]) -> Bool {
        guard let path = String(validating: path, as: UTF8.self) else { return false }
        return FileState(path: path, followsLinks: false)?.kind == .directory
    }
}
