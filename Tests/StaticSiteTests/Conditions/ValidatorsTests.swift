import StaticSite
import Testing

struct ValidatorsTests {
    private static let now = FileTime(seconds: 1000, nanoseconds: 500)

    @Test(
        arguments: [
            (FileTime(seconds: 2), 2), (FileTime(seconds: 999, nanoseconds: 999_999_999), 999),
            (FileTime(seconds: 1000, nanoseconds: 500), 1000), (FileTime(seconds: -5), -5),
            (FileTime(seconds: 0), nil), (FileTime(seconds: 0, nanoseconds: 7), nil), (FileTime(seconds: 1), nil),
            (FileTime(seconds: 1000, nanoseconds: 501), nil), (FileTime(seconds: 1001), nil),
            (FileTime(seconds: .max), nil),
        ] as [(FileTime, Int64?)]
    )
    func lastModifiedIsATimeThatSaysSomething(_ modified: FileTime, _ seconds: Int64?) {
        let version = FileVersion(device: 1, inode: 2, bytes: 3, modified: modified, changed: Self.now)
        #expect(Validators.lastModified(of: version, now: Self.now)?.seconds == seconds)
    }
}
