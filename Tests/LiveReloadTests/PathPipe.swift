import LiveReload
import Synchronization
import TestSupport

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A pipe into which a test writes what macOS would.
final class PathPipe: Sendable {
    let descriptor: CInt
    private let writing: Mutex<CInt?>

    init() throws {
        var ends: [CInt] = [-1, -1]
        guard pipe(&ends) == 0 else { throw FileSystem.Failure(call: "pipe", code: errno) }
        for end in ends { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
        descriptor = ends[0]
        writing = Mutex(ends[1])
    }

    deinit {
        end()
        close(descriptor)
    }

    func write(_ bytes: [UInt8]) throws {
        try writing.withLock { writing in
            guard let writing else { throw FileSystem.Failure(call: "write", code: EBADF) }
            try FileSystem.Open(number: writing).write(bytes)
        }
    }

    /// Paths, each with the NUL after it.
    func tell(_ paths: String...) throws {
        for path in paths { try write(Array(path.utf8) + [0]) }
    }

    func end() {
        writing.withLock { writing in
            if let number = writing.take() { close(number) }
        }
    }
}
