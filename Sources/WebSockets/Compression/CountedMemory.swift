import CZlib

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Counts what one state of zlib takes in memory.
struct CountedMemory {
    private let count: UnsafeMutablePointer<Int>

    init(of stream: UnsafeMutablePointer<z_stream>) {
        count = .allocate(capacity: 1)
        count.initialize(to: 0)
        stream.pointee.opaque = UnsafeMutableRawPointer(count)
        stream.pointee.zalloc = { opaque, items, size in
            let bytes = Int(items) * Int(size)
            opaque?.assumingMemoryBound(to: Int.self).pointee += bytes
            return malloc(bytes)
        }
        stream.pointee.zfree = { _, memory in free(memory) }
    }

    var bytes: Int { count.pointee }

    /// When the state is gone.
    func deallocate() {
        count.deallocate()
    }
}
