import Testing

@testable import StaticSite

struct FreshnessTests {
    /// In seconds and nanoseconds: when the file was changed, the time now, whether one more change would show.
    @Test(arguments: [
        (FileTime(seconds: 9, nanoseconds: 1), FileTime(seconds: 9, nanoseconds: 20_000_000), false),
        (FileTime(seconds: 9, nanoseconds: 1), FileTime(seconds: 9, nanoseconds: 20_000_001), true),
        (FileTime(seconds: 9, nanoseconds: 990_000_000), FileTime(seconds: 10, nanoseconds: 9_999_999), false),
        (FileTime(seconds: 9, nanoseconds: 990_000_000), FileTime(seconds: 10, nanoseconds: 10_000_000), true),
        (FileTime(seconds: 9), FileTime(seconds: 10, nanoseconds: 999_999_999), false),
        (FileTime(seconds: 9), FileTime(seconds: 11), true),
        (FileTime(seconds: 99, nanoseconds: 1), FileTime(seconds: 9), false),
    ])
    func changeWithinTheClocksTickWouldNotShow(_ changed: FileTime, _ now: FileTime, _ shows: Bool) {
        let version = Self.version(changed, changed)
        #expect(version.wouldShowChange(at: now) == shows)
        #expect(Freshness(of: [version], now: now).isTold == shows)
        let old = Self.version(FileTime(seconds: 1), FileTime(seconds: 1))
        #expect(Freshness(of: [old, version], now: now).isTold == shows)
    }

    @Test func timeThatAProgramSetIsNoEvidence() {
        let version = Self.version(FileTime(seconds: 1), FileTime(seconds: 9, nanoseconds: 5))
        #expect(!version.wouldShowChange(at: FileTime(seconds: 9, nanoseconds: 10)))
        #expect(!version.hasSettled(at: FileTime(seconds: 10)))
    }

    @Test(arguments: [(Int64(5), Int64(9)), (9, 9), (99, 9)])
    func versionSettlesInTwoSeconds(_ modified: Int64, _ changed: Int64) {
        let version = Self.version(
            FileTime(seconds: modified, nanoseconds: 7),
            FileTime(seconds: changed, nanoseconds: 7)
        )
        #expect(!version.hasSettled(at: FileTime(seconds: 11, nanoseconds: 6)))
        #expect(version.hasSettled(at: FileTime(seconds: 11, nanoseconds: 7)))
    }

    /// File systems keep whatever time somebody sets.
    @Test(arguments: [Int64.max, .max - 1, .min])
    func farthestTimesAreUnderstood(_ seconds: Int64) {
        let version = Self.version(
            FileTime(seconds: seconds, nanoseconds: 999_999_999),
            FileTime(seconds: seconds, nanoseconds: 999_999_999)
        )
        #expect(version.hasSettled(at: .now) == (seconds < 0))
        #expect(version.wouldShowChange(at: .now) == (seconds < 0))
    }

    @Test func resourceIsMadeAnewOnceItsTagsMayBeStrong() {
        let now = FileTime.now
        let passed = FileTime(seconds: now.seconds - 2, nanoseconds: now.nanoseconds)
        let settling = Freshness(
            of: [Self.version(passed, passed)],
            now: FileTime(seconds: passed.seconds + 1)
        )
        #expect(!settling.isTrusted(at: 0))
        let settled = Freshness(of: [Self.version(passed, passed)], now: now)
        #expect(settled.isTrusted(at: 0))
        let later = FileTime(seconds: now.seconds + 1000)
        let unsettled = Freshness(of: [Self.version(later, later)], now: now)
        #expect(unsettled.isTrusted(at: 0))
    }

    private static func version(_ modified: FileTime, _ changed: FileTime) -> FileVersion {
        FileVersion(device: 1, inode: 1, bytes: 1, modified: modified, changed: changed)
    }
}
