import Testing

@testable import LiveReload

/// Paths are found in the bytes in whatever parts they come.
struct PathRecordsTests {
    private static let most = PathRecords.maxBytes - 1

    @Test(arguments: [
        ([], []),
        ([""], []),
        (["/a\0"], ["/a"]),
        (["/a\0/b\0"], ["/a", "/b"]),
        (["/a"], []),
        (["/", "a", "\0/b", "\0"], ["/a", "/b"]),
        (["/a", "\0"], ["/a"]),
        (["\0"], ["*"]),
        (["/cut", "\0\0", "/b\0"], ["/cut", "*", "/b"]),
        ([String(repeating: "x", count: most), "\0"], [String(repeating: "x", count: most)]),
        ([String(repeating: "x", count: most + 1), "\0/b\0"], ["*", "/b"]),
        ([String(repeating: "x", count: most), "x", String(repeating: "x", count: 9 * most), "\0/b\0"], ["*", "/b"]),
    ])
    func pathsAreFoundInWhateverPartsTheyCome(parts: [String], found: [String]) {
        var records = PathRecords()
        let all = parts.flatMap { records.received($0.utf8) }
        #expect(all == found.map { $0 == "*" ? .any : .path(Array($0.utf8)) })
    }
}
