#if os(Linux)
import NIOCore

#if canImport(Musl)
import Musl
#else
import Glibc
#endif

/// inotify(7): one watch for each directory.
struct Inotify: EventSource {
    private final class Instance: Sendable {
        let descriptor: CInt

        init?() {
            descriptor = inotify_init1(CInt(IN_CLOEXEC) | CInt(IN_NONBLOCK))
            guard descriptor >= 0 else { return nil }
        }

        deinit {
            close(descriptor)
        }
    }

    private static let mask = UInt32(
        IN_CREATE | IN_MODIFY | IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_DELETE_SELF | IN_MOVE_SELF
            | IN_ATTRIB | IN_ONLYDIR
    )
    /// Of the directories above, whose other files are nobody's business.
    private static let maskAbove = UInt32(
        IN_CREATE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR
    )
    private static let headBytes = 16

    private let instance: Instance
    /// As if the kernel had no more.
    var maxWatches: Int?
    /// Links can lead to one directory on several ways, and the kernel has one watch for it.
    private var directories: [CInt: [DirectoryID]] = [:]
    private var watches: [DirectoryID: CInt] = [:]
    private var buffer = [UInt8](repeating: 0, count: 64 << 10)

    /// `nil` with `errno` where the user has too many instances.
    init?(maxWatches: Int? = nil) {
        guard let instance = Instance() else { return nil }
        self.instance = instance
        self.maxWatches = maxWatches
    }

    var descriptor: CInt? { instance.descriptor }
    var due: NIODeadline? { nil }

    mutating func watch(_ directory: DirectoryID, path: String) throws(WatchFailure) {
        if let maxWatches, watches.keys.count(where: { !$0.isAboveRoot }) >= maxWatches { throw .noWatchesLeft }
        let mask = (directory.isAboveRoot ? Self.maskAbove : Self.mask) | UInt32(IN_MASK_ADD)
        let watch = inotify_add_watch(instance.descriptor, path, mask)
        guard watch >= 0 else {
            throw errno == ENOSPC || errno == ENOMEM ? .noWatchesLeft : .absent
        }
        guard watches[directory] != watch else { return }
        unwatch(directory)
        watches[directory] = watch
        directories[watch, default: []].append(directory)
    }

    mutating func unwatch(_ directory: DirectoryID) {
        guard let watch = watches.removeValue(forKey: directory) else { return }
        directories[watch]?.removeAll { $0 == directory }
        guard directories[watch]?.isEmpty == true else { return }
        directories[watch] = nil
        inotify_rm_watch(instance.descriptor, watch)
    }

    mutating func events(at now: NIODeadline) -> [WatchEvent] {
        var events: [WatchEvent] = []
        // What was read may be all of directories that are watched no more.
        while events.isEmpty {
            let count = read(instance.descriptor, &buffer, buffer.count)
            guard count > 0 else { break }
            take(count, into: &events)
        }
        return events
    }

    private mutating func take(_ count: Int, into events: inout [WatchEvent]) {
        var offset = 0
        while offset + Self.headBytes <= count {
            let (watch, mask, nameBytes) = buffer.withUnsafeBytes { bytes in
                (
                    bytes.loadUnaligned(fromByteOffset: offset, as: CInt.self),
                    Int(bytes.loadUnaligned(fromByteOffset: offset + 4, as: UInt32.self)),
                    Int(bytes.loadUnaligned(fromByteOffset: offset + 12, as: UInt32.self))
                )
            }
            offset += Self.headBytes
            guard offset + nameBytes <= count else { break }
            let name = FileName(buffer[offset..<(offset + nameBytes)].prefix { $0 != 0 })
            offset += nameBytes
            append(watch, mask, name, to: &events)
        }
    }

    private mutating func append(_ watch: CInt, _ mask: Int, _ name: FileName?, to events: inout [WatchEvent]) {
        if mask & Int(IN_Q_OVERFLOW) != 0 { events.append(.lost) }
        guard let directories = directories[watch] else { return }
        if mask & Int(IN_IGNORED) != 0 {
            self.directories[watch] = nil
            directories.forEach { watches[$0] = nil }
        }
        for directory in directories {
            let event = Self.event(directory, mask, name)
            // A write of many parts is told part by part.
            if let event, events.last != event { events.append(event) }
        }
    }

    private static func event(_ directory: DirectoryID, _ mask: Int, _ name: FileName?) -> WatchEvent? {
        guard let name else {
            let ends = Int(IN_IGNORED) | Int(IN_DELETE_SELF) | Int(IN_MOVE_SELF) | Int(IN_UNMOUNT)
            return mask & ends == 0 ? nil : .ended(directory)
        }
        if mask & Int(IN_ISDIR) != 0 {
            // Its rights may have changed: it can be read now, or no longer.
            return .directory(directory, name)
        }
        let whole = Int(IN_CLOSE_WRITE) | Int(IN_MOVED_TO) | Int(IN_MOVED_FROM) | Int(IN_DELETE)
        if mask & whole != 0 { return .file(directory, name, .whole) }
        return .file(directory, name, mask & Int(IN_ATTRIB) != 0 ? .attributes : .written)
    }
}
#endif
