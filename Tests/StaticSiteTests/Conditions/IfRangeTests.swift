import HTTPTypes
import StaticSite
import Testing

struct IfRangeTests {
    private static let date = "Sun, 06 Nov 1994 08:49:37 GMT"
    private static let seconds: Int64 = 784_111_777
    private static let strong = Validators(tag: EntityTag(opaque: "a"), lastModified: HTTPDate(seconds: seconds))
    private static let weak = Validators(tag: EntityTag(opaque: "a", isWeak: true), lastModified: strong.lastModified)

    @Test(arguments: [
        ("\"a\"", true), ("\"b\"", false), ("W/\"a\"", false), ("\"a\", \"b\"", false), ("*", false), ("a", false),
        ("", false), ("\"a", false),
        (date, true), ("Sunday, 06-Nov-94 08:49:37 GMT", true), ("Sun Nov  6 08:49:37 1994", true),
        ("Sun, 06 Nov 1994 08:49:38 GMT", false), ("Sun, 06 Nov 1994 08:49:36 GMT", false),
        ("Mon, 06 Nov 1994 08:49:37 GMT", false), (date + ", " + date, false),
    ])
    func partIsForThoseWhoHaveTheRest(_ condition: String, _ applies: Bool) {
        let now = FileTime(seconds: Self.seconds + 1000)
        #expect(IfRange.rangeApplies([.ifRange: condition], Self.strong, now: now) == applies)
    }

    @Test func withoutAConditionEveryRangeApplies() {
        #expect(IfRange.rangeApplies([.range: "bytes=0-"], Self.weak, now: FileTime(seconds: Self.seconds)))
        #expect(IfRange.rangeApplies([:], Validators(), now: FileTime(seconds: 0)))
    }

    @Test(arguments: ["\"a\"", "W/\"a\"", "\"b\""])
    func weakTagIsNotEnough(_ condition: String) {
        #expect(!IfRange.rangeApplies([.ifRange: condition], Self.weak, now: FileTime(seconds: Self.seconds + 1000)))
    }

    @Test(
        arguments: [(-1000, false), (0, false), (1, false), (59, false), (60, true), (61, true), (.max, true)]
            as [(Int64, Bool)]
    )
    func dateIsStrongAfterAMinute(_ age: Int64, _ applies: Bool) {
        let now = FileTime(seconds: Self.seconds.addingReportingOverflow(age).overflow ? .max : Self.seconds + age)
        #expect(IfRange.rangeApplies([.ifRange: Self.date], Self.strong, now: now) == applies)
    }

    @Test(arguments: [date, "\"a\"", "*", ""])
    func nothingMatchesWithoutValidators(_ condition: String) {
        #expect(!IfRange.rangeApplies([.ifRange: condition], Validators(), now: FileTime(seconds: Self.seconds + 1000)))
    }
}
