import StaticSite
import TestSupport
import Testing

struct EntityTagTests {
    private static let now = FileTime(seconds: 1000, nanoseconds: 500)
    private static let old = FileTime(seconds: 10, nanoseconds: 20)
    private static let version = FileVersion(device: 1, inode: 2, bytes: 3, modified: old, changed: old)

    @Test(arguments: [
        ("\"xyzzy\"", "xyzzy", false), ("W/\"xyzzy\"", "xyzzy", true), ("\"\"", "", false), ("W/\"\"", "", true),
        ("\"a,b\"", "a,b", false), ("\"!#~\"", "!#~", false), ("\"W/\"", "W/", false), ("\"中\"", "中", false),
        ("\"a\\b\"", "a\\b", false), ("\"*\"", "*", false),
    ])
    func tagIsReadAndWritten(_ field: String, _ opaque: String, _ isWeak: Bool) throws {
        let tag = try #require(EntityTag(parsing: field.utf8))
        #expect(tag == EntityTag(opaque: opaque, isWeak: isWeak))
        #expect(tag.field == field)
    }

    @Test(arguments: [
        "", "\"", "xyzzy", "*", "W/", "W/\"", "w/\"a\"", "W\"a\"", "W/ \"a\"", "\"a", "a\"", "'a'", "\"a\"b", "\"a\" ",
        " \"a\"", "\"a b\"", "\"a\tb\"", "\"a\u{7F}\"", "\"a\0\"", "\"a\", \"b\"", "\"a\"\"b\"", "\"a\\\"b\"",
        "W/W/\"a\"",
    ])
    func anythingElseIsNoTag(_ field: String) {
        #expect(EntityTag(parsing: field.utf8) == nil)
    }

    /// The table of RFC 9110 §8.8.3.2.
    @Test(arguments: [
        ("W/\"1\"", "W/\"1\"", false, true), ("W/\"1\"", "W/\"2\"", false, false), ("W/\"1\"", "\"1\"", false, true),
        ("\"1\"", "\"1\"", true, true), ("\"1\"", "\"2\"", false, false), ("\"1\"", "W/\"1\"", false, true),
        ("\"K\"", "\"\u{212A}\"", false, false), ("\"a\"", "\"A\"", false, false),
    ])
    func tagsMatchStronglyOrWeakly(_ one: String, _ other: String, _ isStrong: Bool, _ isWeak: Bool) throws {
        let (one, other) = (try #require(EntityTag(parsing: one.utf8)), try #require(EntityTag(parsing: other.utf8)))
        #expect(one.strongMatch(other) == isStrong)
        #expect(one.weakMatch(other) == isWeak)
    }

    /// By Python's hashlib and base64 from the seven numbers.
    @Test func tagIsTheDigestOfTheVersion() {
        #expect(EntityTag.of(Self.version, now: Self.now).field == "\"wD8i4D-GdlNdOCo1\"")
    }

    @Test func everyPartOfTheVersionCounts() {
        var versions = [FileVersion](repeating: Self.version, count: 8)
        versions[1].device = 9
        versions[2].inode = 9
        versions[3].bytes = 9
        versions[4].modified.seconds = -9
        versions[5].modified.nanoseconds = 9
        versions[6].changed.seconds = 9
        versions[7].changed.nanoseconds = 9
        #expect(Set(versions.map { EntityTag.of($0, now: Self.now) }).count == 8)
    }

    @Test func everyCodingHasATagOfItsOwn() {
        let plain = EntityTag.of(Self.version, now: Self.now).opaque
        for suffix in ["-gz", "-br", "-zstd"] {
            #expect(EntityTag.of(Self.version, now: Self.now, coding: suffix).opaque == plain + suffix)
        }
    }

    @Test(
        arguments: [
            (FileTime(seconds: 10), false), (FileTime(seconds: 998, nanoseconds: 500), false),
            (FileTime(seconds: 998, nanoseconds: 501), true), (FileTime(seconds: 999), true),
            (FileTime(seconds: 1000, nanoseconds: 500), true), (FileTime(seconds: 5000), true),
            (FileTime(seconds: .max), true), (FileTime(seconds: .min), false), (FileTime(seconds: -1), false),
        ] as [(FileTime, Bool)]
    )
    func tagIsWeakWhileTheFileMayStillChangeUnseen(_ time: FileTime, _ isWeak: Bool) {
        let changed = FileVersion(device: 1, inode: 2, bytes: 3, modified: Self.old, changed: time)
        #expect(EntityTag.of(changed, now: Self.now).isWeak == isWeak)
        // To set another time is a change.
        let modified = FileVersion(device: 1, inode: 2, bytes: 3, modified: time, changed: Self.old)
        #expect(!EntityTag.of(modified, now: Self.now).isWeak)
    }

    @Test func whatIsWrittenIsReadTheSame() {
        var random = SeededGenerator(seed: 3)
        for _ in 0..<5000 {
            let bytes = random.bytes(Int.random(in: 0...12, using: &random))
            let field = Array("\"".utf8) + bytes + Array("\"".utf8)
            guard let tag = EntityTag(parsing: field) else { continue }
            #expect(EntityTag(parsing: tag.field.utf8) == tag)
        }
    }
}
