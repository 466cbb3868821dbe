#if os(Linux)
import Crypto
import NIOCore
import Synchronization

#if canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The first, simple one.
final class WatchEngine: Sendable {
    struct Told: Sendable {
        let touched: @Sendable ([String]) -> Void
        let changed: @Sendable ([FileChange]) -> Void
        let troubled: @Sendable (WatchTrouble) -> Void
    }

    private struct State: Sendable {
        var inotify: CInt = -1
        var watches: [CInt: [String]] = [:]
        var known: [[String]: ContentVersion] = [:]
        var dirty: [[String]: NIODeadline] = [:]
        var sequence: UInt64 = 0
    }

    private let directory: String
    private let options: WatchOptions
    private let told: Told
    private let isStopped = Atomic(false)
    private let state = Mutex(State())

    init(directory: String, options: WatchOptions, told: Told) {
        self.directory = directory
        self.options = options
        self.told = told
    }

    func open() throws(WatchError) {
        let descriptor = inotify_init1(CInt(IN_CLOEXEC) | CInt(IN_NONBLOCK))
        guard descriptor >= 0 else { throw .noDescriptors(code: errno) }
        var isWatched = false
        state.withLock { state in
            state.inotify = descriptor
            scan([], &state, isFirst: true)
            isWatched = !state.watches.isEmpty
        }
        guard isWatched else { throw .noDirectory(code: ENOENT) }
    }

    func stop() { isStopped.store(true, ordering: .relaxed) }

    func version(of segments: [String]) -> ContentVersion? {
        state.withLock { $0.known[segments] } ?? current(segments)
    }

    func diff(of change: UInt64) -> FileDiff? { nil }

    func run(until signal: WakeSignal) {
        let descriptor = state.withLock { $0.inotify }
        while !isStopped.load(ordering: .relaxed) {
            let isIdle = state.withLock { $0.dirty.isEmpty }
            var polled = [
                pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
                pollfd(fd: signal.descriptor, events: Int16(POLLIN), revents: 0),
            ]
            let count = poll(&polled, 2, isIdle ? -1 : 12)
            if count > 0 { readEvents(descriptor) } else { tell() }
        }
        close(descriptor)
    }

    private func path(_ segments: [String]) -> String { ([directory] + segments).joined(separator: "/") }

    private func current(_ segments: [String]) -> ContentVersion? {
        let file = Glibc.open(path(segments), O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        var hash = SHA256()
        var buffer = [UInt8](repeating: 0, count: 65536)
        while case let count = read(file, &buffer, buffer.count), count > 0 { hash.update(data: buffer.prefix(count)) }
        return ContentVersion(hash.finalize())
    }

    private func scan(_ segments: [String], _ state: inout State, isFirst: Bool) {
        let mask = IN_CREATE | IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_ONLYDIR
        let watch = inotify_add_watch(state.inotify, path(segments), UInt32(mask))
        guard watch >= 0, let directory = opendir(path(segments)) else { return }
        state.watches[watch] = segments
        defer { closedir(directory) }
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(validatingCString: $0) }
            }
            guard let name, name != ".", name != ".." else { continue }
            let isDirectory = entry.pointee.d_type == UInt8(DT_DIR)
            guard !options.ignored.ignores(segments + [name], isDirectory: isDirectory) else { continue }
            if isDirectory {
                scan(segments + [name], &state, isFirst: isFirst)
            } else if isFirst {
                state.known[segments + [name]] = current(segments + [name])
            } else {
                state.dirty[segments + [name]] = .now()
            }
        }
    }

    private func readEvents(_ descriptor: CInt) {
        var buffer = [UInt8](repeating: 0, count: 65536)
        let count = read(descriptor, &buffer, buffer.count)
        guard count > 0 else { return }
        var touched: [[String]] = []
        state.withLock { state in
            buffer.withUnsafeBytes { bytes in
                var offset = 0
                while offset + 16 <= count {
                    let watch = bytes.loadUnaligned(fromByteOffset: offset, as: CInt.self)
                    let mask = bytes.loadUnaligned(fromByteOffset: offset + 4, as: UInt32.self)
                    let length = Int(bytes.loadUnaligned(fromByteOffset: offset + 12, as: UInt32.self))
                    let raw = bytes[(offset + 16)..<(offset + 16 + length)].prefix { $0 != 0 }
                    offset += 16 + length
                    guard let parent = state.watches[watch], let name = String(validating: raw, as: UTF8.self),
                        !name.isEmpty
                    else { continue }
                    let segments = parent + [name]
                    let isDirectory = mask & UInt32(IN_ISDIR) != 0
                    guard !options.ignored.ignores(segments, isDirectory: isDirectory) else { continue }
                    touched.append(segments)
                    if isDirectory {
                        if mask & UInt32(IN_CREATE | IN_MOVED_TO) != 0 { scan(segments, &state, isFirst: false) }
                        for file in state.known.keys where file.starts(with: segments) { state.dirty[file] = .now() }
                    } else if mask & UInt32(IN_CREATE) == 0 {
                        state.dirty[segments] = .now()
                    }
                }
            }
        }
        touched.forEach(told.touched)
    }

    private func tell() {
        let changes = state.withLock { state in
            let dirty = state.dirty
            state.dirty = [:]
            var changes: [FileChange] = []
            for (segments, saved) in dirty {
                let (old, new) = (state.known[segments], current(segments))
                guard old != new else { continue }
                state.known[segments] = new
                state.sequence += 1
                changes.append(
                    FileChange(
                        sequence: state.sequence,
                        segments: segments,
                        kind: new == nil ? .deleted : old == nil ? .created : .modified,
                        version: new,
                        savedAt: saved,
                        toldAt: .now()
                    )
                )
            }
            return changes
        }
        if !changes.isEmpty { told.changed(changes) }
    }
}
#endif
