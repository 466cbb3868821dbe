import HTTPTypes
import StaticSite
import TestSupport
import Testing

struct PreconditionsTests {
    private static let now = FileTime(seconds: 1_795_278_460)
    private static let strong = Validators(
        tag: EntityTag(opaque: "a"),
        lastModified: HTTPDate(seconds: 784_111_777)
    )
    private static let weak = Validators(tag: EntityTag(opaque: "a", isWeak: true), lastModified: strong.lastModified)
    private static let unknown = Validators()

    private static let before = "Sun, 06 Nov 1994 08:49:36 GMT"
    private static let same = "Sun, 06 Nov 1994 08:49:37 GMT"
    private static let after = "Sun, 06 Nov 1994 08:49:38 GMT"

    @Test(
        arguments: [
            ([:], .proceed),
            // If-Match
            ([.ifMatch: "\"a\""], .proceed), ([.ifMatch: "\"b\""], .failed), ([.ifMatch: "*"], .proceed),
            ([.ifMatch: "\"b\", \"a\""], .proceed), ([.ifMatch: ",\"b\" ,, \"a\","], .proceed),
            ([.ifMatch: "\"b\",\"c\""], .failed), ([.ifMatch: "W/\"a\""], .failed), ([.ifMatch: ""], .failed),
            ([.ifMatch: "a"], .failed), ([.ifMatch: "\"a\", b"], .failed), ([.ifMatch: "\"a\" \"b\""], .failed),
            ([.ifMatch: "\"a\", *"], .failed), ([.ifMatch: "*, \"a\""], .failed), ([.ifMatch: "\"a\"; x"], .failed),
            // If-Unmodified-Since
            ([.ifUnmodifiedSince: same], .proceed), ([.ifUnmodifiedSince: after], .proceed),
            ([.ifUnmodifiedSince: before], .failed), ([.ifUnmodifiedSince: "yesterday"], .proceed),
            ([.ifUnmodifiedSince: ""], .proceed), ([.ifUnmodifiedSince: before + ", " + before], .proceed),
            ([.ifMatch: "\"a\"", .ifUnmodifiedSince: before], .proceed),
            ([.ifMatch: "\"b\"", .ifUnmodifiedSince: after], .failed),
            // If-None-Match
            ([.ifNoneMatch: "\"a\""], .notModified), ([.ifNoneMatch: "W/\"a\""], .notModified),
            ([.ifNoneMatch: "\"b\""], .proceed), ([.ifNoneMatch: "*"], .notModified),
            ([.ifNoneMatch: "\"b\", W/\"a\""], .notModified), ([.ifNoneMatch: "\"b\",\"c\""], .proceed),
            ([.ifNoneMatch: "\"a\"\t,\t\"b\""], .notModified), ([.ifNoneMatch: ""], .proceed),
            ([.ifNoneMatch: "a"], .proceed), ([.ifNoneMatch: "\"a\", b"], .proceed), ([.ifNoneMatch: "\"a"], .proceed),
            ([.ifNoneMatch: "\"a\"\"b\""], .proceed), ([.ifNoneMatch: "*, \"a\""], .proceed),
            ([.ifNoneMatch: "\"*\""], .proceed), ([.ifNoneMatch: "\"a-gz\""], .proceed),
            ([.ifNoneMatch: "w/\"a\""], .proceed),
            // If-Modified-Since
            ([.ifModifiedSince: same], .notModified), ([.ifModifiedSince: after], .notModified),
            ([.ifModifiedSince: before], .proceed),
            ([.ifModifiedSince: "Sunday, 06-Nov-94 08:49:37 GMT"], .notModified),
            ([.ifModifiedSince: "Sun Nov  6 08:49:37 1994"], .notModified), ([.ifModifiedSince: "784111777"], .proceed),
            ([.ifModifiedSince: same + ", " + same], .proceed), ([.ifModifiedSince: same + "; length=9"], .proceed),
            ([.ifNoneMatch: "\"b\"", .ifModifiedSince: after], .proceed),
            ([.ifNoneMatch: "\"a\"", .ifModifiedSince: before], .notModified),
            ([.ifNoneMatch: "junk", .ifModifiedSince: after], .proceed),
            // Together
            ([.ifMatch: "\"a\"", .ifNoneMatch: "\"a\""], .notModified),
            ([.ifMatch: "\"b\"", .ifNoneMatch: "\"a\""], .failed),
            ([.ifUnmodifiedSince: before, .ifNoneMatch: "\"a\""], .failed),
            ([.ifUnmodifiedSince: same, .ifModifiedSince: same], .notModified),
            ([.ifMatch: "*", .ifModifiedSince: same], .notModified), ([.ifRange: "\"b\""], .proceed),
        ] as [(HTTPFields, Preconditions.Verdict)]
    )
    func conditionsAreAskedInTheirOrder(_ fields: HTTPFields, _ verdict: Preconditions.Verdict) {
        #expect(Preconditions(fields, now: Self.now).verdict(method: .get, Self.strong) == verdict)
        #expect(Preconditions(fields, now: Self.now).verdict(method: .head, Self.strong) == verdict)
    }

    @Test(
        arguments: [
            ([.ifMatch: "\"a\""], .failed), ([.ifMatch: "W/\"a\""], .failed), ([.ifMatch: "*"], .proceed),
            ([.ifNoneMatch: "\"a\""], .notModified), ([.ifNoneMatch: "W/\"a\""], .notModified),
        ] as [(HTTPFields, Preconditions.Verdict)]
    )
    func weakTagIsGoodForCachesAlone(_ fields: HTTPFields, _ verdict: Preconditions.Verdict) {
        #expect(Preconditions(fields, now: Self.now).verdict(method: .get, Self.weak) == verdict)
    }

    @Test(
        arguments: [
            ([.ifMatch: "*"], .proceed), ([.ifMatch: "\"a\""], .failed), ([.ifNoneMatch: "*"], .notModified),
            ([.ifNoneMatch: "\"a\""], .proceed), ([.ifUnmodifiedSince: before], .proceed),
            ([.ifModifiedSince: after], .proceed),
        ] as [(HTTPFields, Preconditions.Verdict)]
    )
    func withoutValidatorsOnlyTheStarMatches(_ fields: HTTPFields, _ verdict: Preconditions.Verdict) {
        #expect(Preconditions(fields, now: Self.now).verdict(method: .get, Self.unknown) == verdict)
    }

    @Test(
        arguments: [
            ([.ifNoneMatch: "\"a\""], .failed), ([.ifNoneMatch: "*"], .failed), ([.ifNoneMatch: "\"b\""], .proceed),
            ([.ifModifiedSince: after], .proceed), ([.ifMatch: "\"b\""], .failed),
        ] as [(HTTPFields, Preconditions.Verdict)]
    )
    func otherMethodsAreNeverNotModified(_ fields: HTTPFields, _ verdict: Preconditions.Verdict) {
        for method in [HTTPRequest.Method.put, .post, .delete, .options] {
            #expect(Preconditions(fields, now: Self.now).verdict(method: method, Self.strong) == verdict)
        }
    }

    @Test(
        arguments: [
            (.ifMatch, ["\"b\"", "\"a\""], .proceed), (.ifMatch, ["\"a\"", "junk"], .failed),
            (.ifMatch, ["*", "*"], .failed), (.ifMatch, ["\"a", "b\""], .failed),
            (.ifNoneMatch, ["\"b\"", "\"a\""], .notModified), (.ifNoneMatch, ["", "\"a\"", ""], .notModified),
            (.ifNoneMatch, ["\"b\"", "\"c\""], .proceed), (.ifModifiedSince, [same, same], .proceed),
        ] as [(HTTPField.Name, [String], Preconditions.Verdict)]
    )
    func linesOfOneNameAreOneList(_ name: HTTPField.Name, _ lines: [String], _ verdict: Preconditions.Verdict) {
        var fields = HTTPFields()
        fields[values: name] = lines
        #expect(Preconditions(fields, now: Self.now).verdict(method: .get, Self.strong) == verdict)
    }

    @Test(
        arguments: [
            ([:], false), ([.accept: "*/*", .referer: "if-match", .range: "bytes=0-"], false),
            ([.ifMatch: ""], true), ([.ifNoneMatch: ""], true), ([.ifModifiedSince: ""], true),
            ([.ifUnmodifiedSince: ""], true), ([.accept: "*/*", .ifRange: ""], true),
        ] as [(HTTPFields, Bool)]
    )
    func conditionIsAFieldThatBeginsWithIf(_ fields: HTTPFields, _ isConditional: Bool) {
        #expect(!Preconditions(fields, now: Self.now).isEmpty == isConditional)
    }

    @Test func nameMayBeInAnyCase() throws {
        let name = try #require(HTTPField.Name("IF-NONE-MATCH"))
        #expect(!Preconditions([name: "\"a\""], now: Self.now).isEmpty)
    }

    /// Whatever is sent, a list that does not have the tag in it matches nothing.
    @Test func randomListsMatchOnlyWithTheTag() {
        var random = SeededGenerator(seed: 4)
        let pieces = ["\"a\"", "\"b\"", "W/", "\"", ",", " ", "*", "\t", "a", "\\", "é", "\u{301}"]
        for _ in 0..<5000 {
            let count = Int.random(in: 0...8, using: &random)
            let list = (0..<count).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
            let verdict = Preconditions([.ifNoneMatch: list], now: Self.now).verdict(method: .get, Self.strong)
            if verdict == .notModified { #expect(list.contains("\"a\"") || list.contains("*")) }
            if !list.contains("\"a\""), !list.contains("*") { #expect(verdict == .proceed) }
        }
    }
}
