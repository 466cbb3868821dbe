#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Wakes a thread that waits in `poll`.
final class WakeSignal: Sendable {
    /// Readable once somebody has woken.
    let descriptor: CInt
    private let writing: CInt

    init() throws(WatchError) {
        var ends: [CInt] = [-1, -1]
        guard pipe(&ends) == 0 else { throw .noDescriptors(code: errno) }
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        (descriptor, writing) = (ends[0], ends[1])
    }

    deinit {
        close(descriptor)
        close(writing)
    }

    func wake() {
        // A full pipe wakes as well.
        _ = write(writing, [0], 1)
    }

    func drain() {
        var bytes = [UInt8](repeating: 0, count: 64)
        while read(descriptor, &bytes, bytes.count) > 0 {}
    }
}
