import TestSupport
import Testing

/// Requests that depend on what the client knows (RFC 9110 §13), of a file in memory and of one on the disk.
///
/// In the values TAG stands for the file's tag, DATE for the three forms of its date, EARLIER and LATER for other dates.
@Suite(.liveSite(settled: true, fill))
struct LiveConditionTests {
    static let files = ["/small.txt", "/large.bin"]
    private static let modified = [
        "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994",
    ]
    private static let earlier = "Sun, 06 Nov 1994 08:49:36 GMT"
    private static let later = "Mon, 07 Nov 1994 08:49:37 GMT"

    @Test(
        arguments: [
            ("If-None-Match: TAG", 304), ("If-None-Match: W/TAG", 304), ("If-None-Match: *", 304),
            ("If-None-Match: \"x\", TAG", 304), ("If-None-Match: , ,TAG,", 304), ("If-None-Match: W/\"x\",W/TAG", 304),
            ("If-None-Match: \"x\"", 200), ("If-None-Match: TAG garbage", 200), ("If-None-Match: w/TAG", 200),
            ("If-None-Match: TAG\u{20}TAG", 200), ("If-None-Match:", 200), ("If-None-Match: \"*\"", 200),
            ("If-None-Match: \"x\"\nIf-Modified-Since: DATE", 200),
            ("If-None-Match: TAG\nIf-Modified-Since: EARLIER", 304),
            ("If-Match: TAG", 200), ("If-Match: *", 200), ("If-Match: \"x\", TAG", 200), ("If-Match: W/TAG", 412),
            ("If-Match: \"x\"", 412), ("If-Match: garbage", 412), ("If-Match: TAG\nIf-None-Match: TAG", 304),
            ("If-Match: \"x\"\nIf-None-Match: TAG", 412), ("If-Match: TAG\nIf-Unmodified-Since: EARLIER", 200),
            ("If-Modified-Since: DATE", 304), ("If-Modified-Since: LATER", 304), ("If-Modified-Since: EARLIER", 200),
            ("If-Modified-Since: garbage", 200), ("If-Modified-Since: Mon, 06 Nov 1994 08:49:37 GMT", 200),
            ("If-Modified-Since: Sun, 06 Nov 1994 08:49:37 UTC", 200), ("If-Modified-Since: 784111777", 200),
            ("If-Modified-Since: Sun, 31 Feb 2099 08:49:37 GMT", 200),
            ("If-Unmodified-Since: DATE", 200), ("If-Unmodified-Since: LATER", 200),
            ("If-Unmodified-Since: EARLIER", 412), ("If-Unmodified-Since: garbage", 200),
            ("If-Unmodified-Since: EARLIER\nIf-None-Match: TAG", 412),
            ("Range: bytes=0-4\nIf-None-Match: TAG", 304), ("Range: bytes=0-4\nIf-Match: \"x\"", 412),
            ("Range: bytes=0-4\nIf-Match: TAG", 206), ("Range: bytes=0-4\nIf-Modified-Since: DATE", 304),
            ("Range: bytes=9999999-\nIf-None-Match: TAG", 304), ("Range: bytes=9999999-\nIf-Match: \"x\"", 412),
            ("Range: bytes=0-4\nIf-Range: TAG", 206), ("Range: bytes=0-4\nIf-Range: W/TAG", 200),
            ("Range: bytes=0-4\nIf-Range: \"x\"", 200), ("Range: bytes=0-4\nIf-Range: TAG, TAG", 200),
            ("Range: bytes=0-4\nIf-Range: DATE", 206), ("Range: bytes=0-4\nIf-Range: EARLIER", 200),
            ("Range: bytes=0-4\nIf-Range: LATER", 200), ("Range: bytes=0-4\nIf-Range: *", 200),
            ("Range: bytes=9999999-\nIf-Range: \"x\"", 200), ("Range: bytes=9999999-\nIf-Range: TAG", 416),
            ("If-Range: \"x\"", 200), ("If-Range: TAG", 200),
        ],
        files
    )
    func conditionDecides(asked: (fields: String, status: Int), file: String) async throws {
        try await liveSite { site in
            let known = try site.request(file)
            let tag = try #require(known["ETag"])
            try #require(tag.hasPrefix("\"") && known["Last-Modified"] == Self.modified[0])
            for date in asked.fields.contains("DATE") ? Self.modified : [""] {
                let lines = asked.fields.replacing("TAG", with: tag).replacing("DATE", with: date)
                    .replacing("EARLIER", with: Self.earlier).replacing("LATER", with: Self.later)
                try expect(asked.status, to: lines, for: file, known, of: site)
            }
        }
    }

    private func expect(
        _ status: Int,
        to lines: String,
        for file: String,
        _ known: HTTPReply,
        of site: LiveSite
    ) throws {
        let fields = lines.split(separator: "\n").map { line in
            let parts = line.split(separator: ":", maxSplits: 1)
            return (name: String(parts[0]), value: parts.count > 1 ? String(parts[1].dropFirst()) : "")
        }
        let connection = try site.connect()
        try connection.sendRequest("GET", file, fields: fields)
        let reply = try connection.readReply()
        #expect(reply.status == status, "\(lines)")
        #expect(reply["ETag"] == known["ETag"])
        switch status {
        case 200: #expect(reply.body.count == known.body.count)
        case 206: #expect(reply.body.count == 5)
        default: #expect(reply.body.isEmpty)
        }
        // HEAD is asked in the same way, but has no ranges.
        if !lines.contains("Range") {
            try connection.sendRequest("HEAD", file, fields: fields)
            try #expect(connection.readReply(toHead: true).status == status, "HEAD, \(lines)")
        }
        // Nothing is left over from the answers before.
        try connection.sendRequest("GET", "/")
        try #expect(connection.readReply().text == LiveSite.index)
    }

    @Test(.timeLimit(.minutes(10)), arguments: ["gzip", ""])
    func notModifiedHasTheFieldsThatBringACacheUpToDateAndNoOthers(accepted: String) async throws {
        try await liveSite { site in
            var known = try site.request("/small.txt", [("Accept-Encoding", accepted)])
            while (known["Content-Encoding"] ?? "") != accepted {
                pause(.milliseconds(20))
                known = try site.request("/small.txt", [("Accept-Encoding", accepted)])
            }
            let fields = [("Accept-Encoding", accepted), ("If-None-Match", known["ETag"] ?? "")]
            let reply = try site.request("/small.txt", fields)
            #expect(reply.status == 304)
            for name in ["ETag", "Cache-Control", "Vary"] {
                #expect(reply[name] != nil && reply.values(of: name) == known.values(of: name), "\(name)")
            }
            #expect(reply["Date"] != nil)
            for name in ["Content-Type", "Content-Encoding", "Content-Range", "Last-Modified", "Accept-Ranges"] {
                #expect(reply[name] == nil, "\(name)")
            }
        }
    }

    /// RFC 9110 §8.8.2.1, and reproducible builds that give all files the same time.
    @Test(arguments: ["zero", "one", "future"])
    func timeThatSaysNothingIsNotSent(file: String) async throws {
        try await liveSite { site in
            let reply = try site.request("/\(file).txt")
            #expect(reply.status == 200)
            #expect(reply["Last-Modified"] == nil)
            for since in ["Thu, 01 Jan 1970 00:00:01 GMT", "Sun, 06 Nov 2094 08:49:37 GMT", Self.later] {
                try #expect(site.request("/\(file).txt", [("If-Modified-Since", since)]).status == 200)
                let range = [("Range", "bytes=0-0"), ("If-Range", since)]
                try #expect(site.request("/\(file).txt", range).status == 200)
            }
            try #expect(site.request("/\(file).txt", [("If-None-Match", reply["ETag"] ?? "")]).status == 304)
        }
    }

    @Test func fileThatWasJustWrittenIsNotYetNamedForSure() async throws {
        try await withLiveSite { site in
            try site.directory.write("young", to: "young.txt")
            // Within a tick of the file system's clock two contents can have the same version: that tag is good for once.
            pause(.milliseconds(50))
            let young = try site.request("/young.txt")
            #expect(young["ETag"]?.hasPrefix("W/\"") == true)
            #expect(young["Last-Modified"] == nil)
            let range = [("Range", "bytes=0-0"), ("If-Range", young["ETag"] ?? "")]
            try #expect(site.request("/young.txt", range).status == 200)
            try #expect(site.request("/young.txt", [("If-None-Match", young["ETag"] ?? "")]).status == 304)
            pause(.milliseconds(2200))
            let old = try site.request("/young.txt")
            #expect(old["ETag"].map { "W/" + $0 } == young["ETag"])
            #expect(old["Last-Modified"] != nil)
        }
    }
}

private func fill(_ site: TemporaryDirectory) throws {
    try site.write(String(repeating: "known ", count: 500), to: "small.txt")
    try site.write([UInt8](repeating: 7, count: 300_000), to: "large.bin")
    for name in ["small.txt", "large.bin"] { try site.setModified(name, to: 784_111_777) }
    for (name, time) in [("zero", 0), ("one", 1), ("future", 3_939_785_377)] {
        try site.write(name, to: "\(name).txt")
        try site.setModified("\(name).txt", to: time)
    }
}
