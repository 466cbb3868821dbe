import Testing

@testable import StaticSite

struct LikenessTests {
    @Test(
        arguments: [
            ("style.css", "style.css", 0), ("Style.css", "sTYLE.CSS", 0), ("style.css", "styel.css", 1),
            ("style.css", "styles.css", 1), ("styles.css", "style.css", 1), ("stile.css", "style.css", 1),
            ("abc", "abd", 1), ("ab", "ba", nil), ("abc", "xyz", nil), ("", "", 0), ("", "a", nil), ("a", "", nil),
            ("a", "b", nil), ("café.html", "cafe.html", 1), ("图片.png", "图.png", 1), ("logo.png", "logo.jpeg", 2),
            ("bild.png", "image.png", nil), ("ca", "abc", nil),
        ] as [(String, String, Int?)]
    )
    func distanceIsInLetters(_ one: String, _ other: String, _ distance: Int?) {
        #expect(Likeness.distance(one, other) == distance)
        #expect(Likeness.distance(other, one) == distance)
    }

    @Test func longNamesAreComparedButForTheirCase() {
        let long = String(repeating: "a", count: 129)
        #expect(Likeness.distance(long, long.uppercased()) == 0)
        #expect(Likeness.distance(long, long.dropLast() + "b") == nil)
        #expect(Likeness.distance(String(long.dropLast()), long.dropLast(2) + "b") == 1)
    }
}
