import Foundation

/// Every connection and every open file takes a descriptor, and shells start programs with few: macOS with 256.
enum DescriptorLimit {
    /// As many as the system lets us have, up to a number that a classroom does not reach.
    private static let usual = 65_536

    /// Raises it, for more WebSockets than usual further. Returns how many there may be now; what cannot be found out is
    /// no bound.
    static func raise(for connections: Int?) -> Int {
        let wanted = rlim_t(max(usual, 2 * (connections ?? 0)))
        #if os(Linux)
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        #else
        let resource = RLIMIT_NOFILE
        #endif
        var limit = rlimit()
        guard getrlimit(resource, &limit) == 0 else { return .max }
        let before = Int(clamping: limit.rlim_cur)
        guard limit.rlim_cur < wanted else { return before }
        limit.rlim_cur = min(wanted, limit.rlim_max)
        #if canImport(Darwin)
        limit.rlim_cur = min(limit.rlim_cur, rlim_t(OPEN_MAX))
        #endif
        return setrlimit(resource, &limit) == 0 ? Int(clamping: limit.rlim_cur) : before
    }
}
