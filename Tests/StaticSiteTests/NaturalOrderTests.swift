import Testing

@testable import StaticSite

struct NaturalOrderTests {
    @Test(arguments: [
        ("a", "b"), ("a", "B"), ("A", "b"), ("a", "aa"), ("page2", "page10"), ("page9.html", "page10.html"),
        ("2", "10"),
        ("a1b2", "a1b10"), ("A", "a"), ("a01", "a1"), ("a1", "a02"), ("a001", "a2"), ("1", "a"), ("a-1", "a1"),
        ("a", "中"),
        ("a99999999999999999999998", "a99999999999999999999999"), ("README", "zebra"), ("", "a"), ("a0", "a1"),
        ("a00", "a0b"),
    ])
    func comesBefore(_ one: String, _ other: String) {
        #expect(NaturalOrder.isBefore(one, other))
        #expect(!NaturalOrder.isBefore(other, one))
    }

    @Test(arguments: ["", "a", "a10", "中", "é"])
    func nothingComesBeforeItself(_ name: String) {
        #expect(!NaturalOrder.isBefore(name, name))
    }
}
