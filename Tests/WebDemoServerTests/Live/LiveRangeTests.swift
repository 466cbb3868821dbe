import Foundation
import TestSupport
import Testing

/// Ranges of a file that is kept in memory, and of one that is sent from the disk (RFC 9110 §14).
@Suite(.liveSite(settled: true, fill))
struct LiveRangeTests {
    static let files = ["/small.txt", "/large.txt"]

    /// What is asked for, and what is sent as `first-last`; without a last number to the end.
    @Test(
        arguments: [
            ("bytes=0-4", "0-4"), ("bytes=0-0", "0-0"), ("bytes=0-", "0-"), ("bytes=7-", "7-"),
            ("bytes=-5", "-5"), ("bytes=-99999999999999999999", "0-"), ("bytes=5-99999999999999999999", "5-"),
            ("bytes=3990-2000000", "3990-"), ("BYTES=0-4", "0-4"), ("bytes=,0-4, ,", "0-4"), ("bytes= 1-4", "1-4"),
            ("bytes=0-10,5-20", "0-20"), ("bytes=5-20,0-10", "0-20"), ("bytes=0-10,11-20", "0-20"),
            ("bytes=0-10,50-60", "0-60"), ("bytes=0-,0-,0-,-1", "0-"), ("bytes=-0,0-4", "0-4"),
            ("bytes=0-4,400000-", "0-4"), ("bytes=00000000000000000000000-4", "0-4"),
        ],
        files
    )
    func rangeIsSentAlone(asked: (range: String, sent: String), file: String) async throws {
        try await liveSite { site in
            let whole = try site.request(file)
            let reply = try site.request(file, [("Range", asked.range)])
            let range = try #require(positions(asked.sent, of: whole.body.count))
            #expect(reply.status == 206)
            #expect(reply["Content-Range"] == "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(whole.body.count)")
            #expect(reply["Content-Length"] == "\(range.count)")
            #expect(reply["Content-Type"] == whole["Content-Type"])
            #expect(reply["ETag"] == whole["ETag"])
            let isSame = reply.body == Array(whole.body[range])
            #expect(isSame)
        }
    }

    @Test(
        arguments: [
            ("bytes=0-4,1000-1009", ["0-4", "1000-1009"]), ("bytes=3000-3009,0-4", ["3000-3009", "0-4"]),
            ("bytes=-5,0-4", ["-5", "0-4"]), ("bytes=500-509,1000-1009,505-520,-0", ["500-520", "1000-1009"]),
            ("bytes=2000-2009,0-4,1995-2000,400000-", ["1995-2009", "0-4"]),
            (every(200, 16), (0..<16).map { "\($0 * 200)-\($0 * 200)" }),
        ],
        files
    )
    func severalRangesAreSentAsParts(asked: (ranges: String, sent: [String]), file: String) async throws {
        try await liveSite { site in
            let whole = try site.request(file)
            let reply = try site.request(file, [("Range", asked.ranges)])
            #expect(reply.status == 206)
            #expect(reply["Content-Range"] == nil)
            #expect(reply["ETag"] == whole["ETag"])
            let ranges = try asked.sent.map { try #require(positions($0, of: whole.body.count)) }
            let type = try #require(reply["Content-Type"])
            try #require(type.hasPrefix("multipart/byteranges; boundary="))
            let boundary = type.dropFirst("multipart/byteranges; boundary=".count)
            let parts = ranges.map { range in
                let bytes = String(decoding: whole.body[range], as: UTF8.self)
                let place = "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(whole.body.count)"
                return "--\(boundary)\r\nContent-Type: text/plain\r\nContent-Range: \(place)\r\n\r\n\(bytes)\r\n"
            }
            #expect(reply.text == parts.joined() + "--\(boundary)--\r\n")
            #expect(!whole.text.contains(boundary))
        }
    }

    @Test(
        arguments: ["bytes=-0", "bytes=400000-", "bytes=99999999999999999999-", "bytes=400000-400001,-0"],
        files + ["/empty.txt"]
    )
    func rangeBeyondTheEndIsNotSatisfiable(range: String, file: String) async throws {
        try await liveSite { site in
            let whole = try site.request(file)
            let connection = try site.connect()
            try connection.sendRequest("GET", file, fields: [("Range", range)])
            let reply = try connection.readReply()
            #expect(reply.status == 416)
            #expect(reply["Content-Range"] == "bytes */\(whole.body.count)")
            #expect(reply.body.isEmpty)
            try connection.sendRequest("GET", "/")
            try #expect(connection.readReply().status == 200)
        }
    }

    @Test(
        arguments: [
            "bytes=a-b", "bytes=5-4", "bytes=", "bytes=,", "bytes=-", "bytes=0", "bytes=0-4x", "bytes=0-4;", "bytes",
            "lines=0-4", "bytes=--5", "bytes=0-4,a-b", "bytes=+0-4", "bytes=0x0-4", "bytes =0-4", "bytes=0 -4",
            "bytes=0-4 5-6", "bytes=٠-٤", every(200, 17), Array(repeating: "0-0", count: 201).joined(separator: ","),
        ],
        files
    )
    func whatIsNoRangeOrTooManyGetsTheWholeFile(range: String, file: String) async throws {
        try await liveSite { site in
            let value = range.hasPrefix("0-0") ? "bytes=\(range)" : range
            let reply = try site.request(file, [("Range", value)])
            #expect(reply.status == 200)
            #expect(reply["Content-Range"] == nil)
            let isSame = reply.body == (file == "/small.txt" ? smallFile : largeFile)
            #expect(isSame)
        }
    }

    @Test(arguments: ["gzip", "br", "gzip, br, zstd", "*", ""], ["/small.txt", "/large.txt", "/coded.txt"])
    func rangeIsNeverOfACodedForm(accepted: String, file: String) async throws {
        try await liveSite { site in
            let tag = try site.request(file)["ETag"]
            for range in ["bytes=0-4", "bytes=0-4,1000-1004"] {
                // The second time there may be a compressed form.
                for _ in 0..<2 {
                    let reply = try site.request(file, [("Range", range), ("Accept-Encoding", accepted)])
                    #expect(reply.status == 206)
                    #expect(reply["Content-Encoding"] == nil)
                    #expect(reply["ETag"] == tag)
                    #expect(reply["Vary"] == "Accept-Encoding")
                    #expect(reply.text.contains("00000"))
                }
            }
        }
    }

    @Test func whoRefusesTheBytesAsTheyAreGetsNoRangeOfThem() async throws {
        try await liveSite { site in
            let fields = [("Range", "bytes=0-4"), ("Accept-Encoding", "gzip, identity;q=0")]
            let reply = try site.request("/small.txt", fields)
            #expect(reply.status == 200)
            #expect(reply["Content-Encoding"] == "gzip")
            let isSame = try GzipMember.expand(reply.body) == smallFile
            #expect(isSame)
        }
    }

    @Test(arguments: [("/", "HEAD", 200), ("/missing", "GET", 404), ("/folder", "GET", 301), ("/echo", "GET", 426)])
    func rangeIsOfWhatAGetOfAFileGets(target: String, method: String, status: Int) async throws {
        try await liveSite { site in
            let reply = try site.request(target, method: method, [("Range", "bytes=0-0")])
            #expect(reply.status == status)
            #expect(reply["Content-Range"] == nil)
        }
    }

    @Test func endOfAnEmptyFileIsTheEmptyFile() async throws {
        try await liveSite { site in
            let reply = try site.request("/empty.txt", [("Range", "bytes=-5")])
            #expect(reply.status == 200)
            #expect(reply["Content-Length"] == "0")
        }
    }
}

private let smallFile = numbers(500)
private let largeFile = numbers(50_000)

/// So many numbers of eight bytes.
private func numbers(_ count: Int) -> [UInt8] {
    (0..<count).flatMap { number in
        let digits = "\(number)"
        return Array((String(repeating: "0", count: 8 - digits.count) + digits).utf8)
    }
}

/// `count` single bytes, one every `step`.
private func every(_ step: Int, _ count: Int) -> String {
    "bytes=" + (0..<count).map { "\($0 * step)-\($0 * step)" }.joined(separator: ",")
}

private func positions(_ text: String, of count: Int) -> Range<Int>? {
    let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard ends.count == 2 else { return nil }
    return switch (ends[0], ends[1]) {
    case (let first?, let last?): first..<(last + 1)
    case (let first?, nil): first..<count
    case (nil, let suffix?): (count - suffix)..<count
    case (nil, nil): nil
    }
}

private func fill(_ site: TemporaryDirectory) throws {
    try site.write(smallFile, to: "small.txt")
    try site.write(largeFile, to: "large.txt")
    try site.write(smallFile, to: "coded.txt")
    try site.write("coded by br", to: "coded.txt.br")
    try site.write("coded by gzip", to: "coded.txt.gz")
    try site.write("", to: "empty.txt")
    try site.write("other", to: "folder/other.txt")
}
