import CLinux
import NIOCore
import Synchronization

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Contents that are kept in files without a name, which nobody can change: sendfile(2) gives their pages to a socket and
/// spares the copy. With a file of the site that would be wrong: whoever writes to it while its pages wait in a socket
/// changes what the client receives. Linux only.
final class MemoryFiles: Sendable {
    /// Below this, a copy costs less than the calls that spare it.
    static let minBytes = 32 << 10

    private let maxCount: Int
    private let count = Atomic(0)

    /// At most an eighth of the descriptors that the process may open: connections need the others.
    init(maxCount: Int = max(0, sysconf(CInt(_SC_OPEN_MAX))) / 8) {
        self.maxCount = maxCount
    }

    /// `nil` where it is too little, and where there is no such file or no descriptor for one.
    func file(with content: ByteBuffer) -> OpenFile? {
        guard content.readableBytes >= Self.minBytes, let place = takePlace() else { return nil }
        let number = content.withUnsafeReadableBytes { clinux_memory_file($0.baseAddress, $0.count) }
        guard let descriptor = try? Descriptor(number, "memfd_create"), let status = try? descriptor.status() else {
            return nil
        }
        return OpenFile(descriptor, status.version, place: place)
    }

    private func takePlace() -> MemoryFilePlace? {
        let place = MemoryFilePlace(of: self)
        return count.load(ordering: .relaxed) <= maxCount ? place : nil
    }

    fileprivate func change(_ difference: Int) {
        count.add(difference, ordering: .relaxed)
    }
}

/// One of the descriptors that may be used for files in memory, given back with the last reference.
package final class MemoryFilePlace: Sendable {
    private let files: MemoryFiles

    fileprivate init(of files: MemoryFiles) {
        self.files = files
        files.change(1)
    }

    deinit {
        files.change(-1)
    }
}
