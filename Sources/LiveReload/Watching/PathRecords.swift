#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Bytes, in whatever parts they come, into the paths that are in them, each ended by NUL.
struct PathRecords: Sendable {
    enum Record: Equatable, Sendable {
        case path([UInt8])
        /// Nobody can say which: an empty path, or one that is too long to be one.
        case any
    }

    /// Bounds what is kept of a path that does not end. With the NUL.
    static let maxBytes = Int(PATH_MAX)

    /// Of the path that has not ended.
    private var begun: [UInt8] = []
    private var isTooLong = false

    mutating func received(_ bytes: some Sequence<UInt8>) -> [Record] {
        var records: [Record] = []
        for byte in bytes {
            guard byte == 0 else {
                isTooLong = isTooLong || begun.count == Self.maxBytes - 1
                if !isTooLong { begun.append(byte) }
                continue
            }
            records.append(isTooLong || begun.isEmpty ? .any : .path(begun))
            begun.removeAll(keepingCapacity: true)
            isTooLong = false
        }
        return records
    }
}
