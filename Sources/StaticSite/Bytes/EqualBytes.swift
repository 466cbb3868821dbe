#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

extension UnsafeRawBufferPointer {
    package func isEqual(to other: UnsafeRawBufferPointer) -> Bool {
        guard count == other.count, let one = baseAddress, let other = other.baseAddress else {
            return isEmpty && other.isEmpty
        }
        return memcmp(one, other, count) == 0
    }
}
