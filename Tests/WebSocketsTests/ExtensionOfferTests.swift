import Testing
import WebSockets

struct ExtensionOfferTests {
    typealias Parameter = ExtensionOffer.Parameter
    typealias Value = ExtensionOffer.Value

    static let lists: [(value: String, offers: [ExtensionOffer])] = [
        ("", []),
        (" \t", []),
        (",", []),
        ("foo", [ExtensionOffer("foo")]),
        ("foo,bar", [ExtensionOffer("foo"), ExtensionOffer("bar")]),
        (" ,\tfoo ,, bar\t,", [ExtensionOffer("foo"), ExtensionOffer("bar")]),
        ("foo; a", [ExtensionOffer("foo", [Parameter("a")])]),
        ("foo;a;b=1 ;\tc", [ExtensionOffer("foo", [Parameter("a"), Parameter("b", Value("1")), Parameter("c")])]),
        ("foo; a=1, foo", [ExtensionOffer("foo", [Parameter("a", Value("1"))]), ExtensionOffer("foo")]),
        ("foo; a = 1", [ExtensionOffer("foo", [Parameter("a", Value("1"))])]),
        ("FOO; A=x; a=y", [ExtensionOffer("FOO", [Parameter("A", Value("x")), Parameter("a", Value("y"))])]),
        ("!#$%&'*+-.^_`|~09azAZ", [ExtensionOffer("!#$%&'*+-.^_`|~09azAZ")]),
    ]

    @Test(arguments: lists)
    func offersKeepTheirOrderAndTheirParameters(_ value: String, _ offers: [ExtensionOffer]) {
        #expect(ExtensionOffer.parse(value) == offers)
    }

    @Test(arguments: [
        (#"foo; a="1""#, "1"),
        (#"foo; a="""#, ""),
        (#"foo; a= "x, y; z=1" "#, "x, y; z=1"),
        (#"foo; a="say \"hi\"""#, #"say "hi""#),
        (#"foo; a="\\\,""#, #"\,"#),
        (#"foo; a="ä你""#, "ä你"),
    ])
    func aQuotedValueMayHoldAnything(_ value: String, _ text: String) {
        let parameters = [Parameter("a", Value(text, isQuoted: true))]
        #expect(ExtensionOffer.parse(value) == [ExtensionOffer("foo", parameters)])
    }

    @Test(arguments: ["foo; a=", "foo; a= ", "foo; a=; b", "foo; a=, bar"])
    func aMissingValueIsAnEmptyOne(_ value: String) {
        #expect(ExtensionOffer.parse(value)?.first?.parameters.first == Parameter("a", Value("")))
    }

    @Test(arguments: [
        "foo;", "foo; ", "foo;;a", "; a", "=", "foo=1", "foo bar", "foo; a b", "foo; a=1 2", "foo; =1", "foo; a==1",
        "foo, ;", "foo/bar", "föö", "foo; a=ä", "(foo)", "\"foo\"", "foo; \"a\"", "foo; a=\"1", "foo; a=\"1\\",
        "foo; a=\"1\"2", "foo; a=1\"2\"", "foo\u{0}", "foo\n", "foo; a=\u{b}1",
    ])
    func whatDoesNotFollowTheGrammarIsMalformed(_ value: String) {
        #expect(ExtensionOffer.parse(value) == nil)
    }

    @Test func onlySoManyOffersAreLookedAt() {
        let names = (1...65).map { "x\($0)" }
        #expect(ExtensionOffer.parse(names.joined(separator: ","))?.map(\.name) == Array(names.prefix(64)))
        #expect(ExtensionOffer.parse(names.prefix(64).joined(separator: ",") + ", \"")?.count == 64)
        #expect(ExtensionOffer.parse(names.prefix(63).joined(separator: ",") + ", \"") == nil)
    }

    static let longValues: [(value: String, count: Int?)] = [
        (String(repeating: ",", count: 10_000), 0),
        (String(repeating: " ", count: 32_000), 0),
        (String(repeating: " ,", count: 16_000) + "foo", 1),
        ("foo" + String(repeating: ";a", count: 15_000), 1),
        ("foo; a=\"" + String(repeating: "\\\"", count: 15_000) + "\"", 1),
        ("foo; a=\"" + String(repeating: "x", count: 30_000), nil),
        ("foo; a=\"" + String(repeating: "\\\"", count: 15_000), nil),
        (String(repeating: "foo; a=\",", count: 3_000), 64),
        (String(repeating: "x", count: 30_000) + "/", nil),
    ]

    @Test(.timeLimit(.minutes(1)), arguments: longValues)
    func aLongValueIsReadOnce(_ value: String, _ count: Int?) {
        #expect(ExtensionOffer.parse(value)?.count == count)
    }
}
