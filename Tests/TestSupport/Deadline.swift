/// Turns "within this duration" into a point in time that several waits in a row share.
struct Deadline {
    private let instant: ContinuousClock.Instant

    init(within duration: Duration) {
        instant = .now.advanced(by: duration)
    }

    var hasPassed: Bool { instant <= .now }

    /// The time left for `poll(2)`, in milliseconds, rounded up so that a wait never ends early.
    var pollMilliseconds: Int32 {
        let left = max(ContinuousClock.Instant.now.duration(to: instant) / .milliseconds(1), 0)
        return Int32(clamping: Int(min(left.rounded(.up), 1e9)))
    }
}
