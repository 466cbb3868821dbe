#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The `errno` of a failed call into whether nothing is there: all else, such as a lack of rights or of descriptors, says
/// nothing about what is.
enum Absence {
    static func isSaid(by code: CInt) -> Bool {
        code == ENOENT || code == ENOTDIR || code == ELOOP
    }
}
