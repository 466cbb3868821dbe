import CFSEvents

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// FSEvents of macOS into a pipe, from now on until the last reference to it is gone.
final class TreeEvents: Sendable {
    /// Never blocks.
    let descriptor: CInt
    private let writing: CInt
    private let watch: Int

    /// `nil` with `errno` where nobody would tell. `root` is a path without links.
    init?(root: String) {
        var ends: [CInt] = [-1, -1]
        guard pipe(&ends) == 0 else { return nil }
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        (descriptor, writing) = (ends[0], ends[1])
        watch = cfsevents_start(root, writing)
        guard watch != -1 else { return nil }
    }

    deinit {
        if watch != -1 { cfsevents_stop(watch) }
        close(descriptor)
        close(writing)
    }
}
