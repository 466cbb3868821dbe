import Foundation

/// Every connection and every open file takes a descriptor, and shells start programs with few: macOS with 256.
enum DescriptorLimit {
    /// As many as the system lets us have, up to a number that a classroom does not reach.
    private static let wanted: rlim_t = 65_536

    static func raise() {
        #if os(Linux)
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        #else
        let resource = RLIMIT_NOFILE
        #endif
        var limit = rlimit()
        guard getrlimit(resource, &limit) == 0, limit.rlim_cur < wanted else { return }
        limit.rlim_cur = min(wanted, limit.rlim_max)
        #if canImport(Darwin)
        limit.rlim_cur = min(limit.rlim_cur, rlim_t(OPEN_MAX))
        #endif
        setrlimit(resource, &limit)
    }
}
