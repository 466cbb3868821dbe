import NIOCore

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Whether the file system tells of changes, and what to say where it does not.
extension WatchEngine {
    private static let probePrefix = ".webdemo-probe-"
    /// Bounds the wait for the own event while others make more; a queue of the usual length takes eight.
    private static let maxReads = 256

    /// Whether this system has a source of events at all.
    private static var hasEvents: Bool {
        #if os(Linux) || canImport(Darwin)
        true
        #else
        false
        #endif
    }

    func fileSystem(of id: DirectoryID) -> FileSystemKind {
        options.fileSystem.map { $0(tree.segments(of: id)) } ?? FileSystemKind(path: path(of: id))
    }

    mutating func looksSilent(_ id: DirectoryID) -> Bool {
        guard case .silent(let name) = fileSystem(of: id) else { return false }
        trouble(.silentFileSystem(name: name), tree.segments(of: id))
        return true
    }

    /// One probe for each file system is enough.
    func isDoubtful(_ id: DirectoryID, _ parent: KnownDirectory?, _ state: FileState) -> Bool {
        guard parent == nil || parent?.state?.device != state.device else { return false }
        if case .doubtful = fileSystem(of: id) { return true }
        return false
    }

    /// Makes a hidden file in a directory that is watched and removes it at once; `false` where nobody tells of it, or
    /// where none can be made. It shows only what this machine hears of itself: who else changes a network's file system
    /// is not heard of even where this is, so those are never tried.
    mutating func provesTelling(_ id: DirectoryID, _ path: String, at now: NIODeadline) -> Bool {
        removeProbes(in: path)
        let name = FileName(Self.probePrefix + String(UInt64.random(in: 0 ... .max), radix: 36))
        let file = Self.create(path + "/" + name.text)
        guard file >= 0 else { return isSilentNow(id) }
        close(file)
        unlink(path + "/" + name.text)
        var isHeard = false
        var events: [WatchEvent] = []
        for _ in 0..<Self.maxReads where !isHeard {
            guard let more = source?.events(at: now), !more.isEmpty else { break }
            events += more
            isHeard = more.contains { event in
                if case .file(id, name, _) = event { true } else { false }
            }
        }
        for event in events { take(event, at: now) }
        return isHeard ? true : isSilentNow(id)
    }

    /// Of whoever was ended before it could remove its own.
    private func removeProbes(in path: String) {
        var names: [String] = []
        _ = DirectoryReader.read(path) { name, state in
            let isProbe = name.text.utf8.starts(with: Self.probePrefix.utf8)
            if isProbe, state.kind == .file, state.bytes == 0 { names.append(name.text) }
        }
        for name in names { unlink(path + "/" + name) }
    }

    private static func create(_ path: String) -> CInt {
        open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0o600)
    }

    /// Reports it; always `false`.
    private mutating func isSilentNow(_ id: DirectoryID) -> Bool {
        if case .doubtful(let name) = fileSystem(of: id) {
            trouble(.silentFileSystem(name: name), tree.segments(of: id))
        }
        return false
    }

    /// Directories in a row are told as the one that they are in.
    mutating func reportExhaustion(_ segments: [String]) {
        if options.pollsOnly || !Self.hasEvents { return }
        if source == nil {
            trouble(.noWatchersLeft(limit: Self.limit("max_user_instances")), [])
        } else {
            exhausted = exhausted.map { Self.common($0, segments) } ?? segments
        }
    }

    mutating func tellExhaustion() {
        guard let segments = exhausted, searches.isEmpty else { return }
        exhausted = nil
        trouble(.noWatchesLeft(limit: options.maxWatches ?? Self.limit("max_user_watches")), segments)
    }

    private static func common(_ one: [String], _ other: [String]) -> [String] {
        zip(one, other).prefix { $0 == $1 }.map(\.0)
    }

    private static func limit(_ name: String) -> Int? {
        #if os(Linux)
        let file = open("/proc/sys/fs/inotify/\(name)", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var digits = [UInt8](repeating: 0, count: 32)
        let count = read(file, &digits, digits.count)
        return Int(String(decoding: digits.prefix(max(0, count)).prefix { $0 > 32 }, as: UTF8.self))
        #else
        return nil
        #endif
    }
}
