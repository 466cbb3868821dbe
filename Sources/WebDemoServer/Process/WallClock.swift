#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension Int64 {
    /// Milliseconds since 1970 (UTC), as scripts count them.
    static var wallClock: Int64 { Int64(Date().timeIntervalSince1970 * 1000) }
}
