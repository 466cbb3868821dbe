import Testing

@testable import WebDemoServer

struct BoundedTextTests {
    @Test(
        arguments: [
            ("", 0, ""), ("abc", 3, "abc"), ("abc", 2, "ab"), ("abc", 0, ""), ("é", 2, "é"), ("é", 1, ""),
            ("aé", 2, "a"),
            ("a😀", 4, "a"), ("a😀", 5, "a😀"), ("👨‍👩‍👧", 7, "👨‍"), ("\u{1F468}\u{200D}", 5, "\u{1F468}"),
            ("e\u{301}", 2, "e"), ("\r\n", 1, "\r"),
        ]
    )
    func textIsCutBetweenScalars(_ text: String, _ count: Int, _ start: String) {
        #expect(text.prefix(bytes: count).utf8.elementsEqual(start.utf8))
    }

    @Test func oneCharacterOfAMegabyteIsCut() {
        let text = "a" + String(repeating: "\u{301}", count: 500_000)
        #expect(text.count == 1)
        #expect((511...512).contains(text.prefix(bytes: 512).utf8.count))
    }
}
