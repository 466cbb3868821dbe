import Foundation
import HTTPTypes
import NIOCore
import StaticSite
import Testing

@testable import WebDemoServer

struct ListingPageTests {
    private static let names = [
        "100%", "a#b", "a?b", "\"'&", "<script>alert(1)<script>", "😀", "中文", "javascript:alert(1)", "a b", "a\u{301}",
        "{{name}}", "&lt;", "http:", "\u{85}", "a\u{202E}b", "%2e%2e",
    ]

    private let listing: DirectoryListing

    init() throws {
        listing = try Self.listing("/dir/deep%20er/", Self.names)
    }

    private static func listing(_ target: String, _ names: [String], isTruncated: Bool = false) throws
        -> DirectoryListing
    {
        let time = FileTime(seconds: 1_700_000_000)
        let files = names.map { DirectoryListing.Entry(name: $0, isDirectory: false, bytes: 1_234_567, modified: time) }
        let folder = DirectoryListing.Entry(name: "<dir>", isDirectory: true, bytes: 0, modified: time)
        let path = try RequestPath(target: target)
        return DirectoryListing(path: path, entries: files + [folder], isTruncated: isTruncated)
    }

    @Test(arguments: names)
    func nameIsEscapedAndItsLinkLeadsToIt(_ name: String) async throws {
        let html = try await page(Self.listing("/dir/", [name]), "text/html")
        let link = try #require(html.firstMatch(of: /<a href="(\.\/[^"]*)"><bdi>([^<]*)<\/bdi><\/a>/))
        #expect(link.1.wholeMatch(of: /\.\/[A-Za-z0-9._~%-]+/) != nil)
        let target = try RequestPath(target: "/dir/" + link.1.dropFirst(2))
        #expect(target.segments == ["dir", name] && target.query.isEmpty)
        let shown = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")].reduce(
            String(link.2)
        ) {
            $0.replacing($1.0, with: $1.1)
        }
        #expect(shown == name)
        #expect(html.contains("href=\"./%3Cdir%3E/\"><bdi>&lt;dir&gt;</bdi>/</a>"))
        #expect(!html.contains("<script>alert"))
    }

    @Test func browserGetsAPageWithTheWay() async throws {
        let response = try await response(listing, "text/html,application/xhtml+xml,*/*;q=0.8")
        #expect(response.status == .ok)
        #expect(response.fields[.contentType] == "text/html; charset=utf-8")
        #expect(response.fields[.vary] == "Accept")
        #expect(response.fields[.cacheControl] == "no-cache")
        let html = response.text
        #expect(html.hasPrefix("<!DOCTYPE html>") && html.contains("</html>") && !html.contains("{{/"))
        #expect(html.contains("<title>/dir/deep er/ · webdemo</title>"))
        for part in [
            "<a href=\"../../\">", "<a href=\"../\"><bdi>dir</bdi></a>", "<bdi>deep er</bdi>", "1.2 MB",
            "<time datetime=\"2023-11-14T22:13:20Z\">2023-11-14 22:13</time>",
        ] {
            #expect(html.contains(part), "\(part)")
        }
    }

    @Test func rootHasNoParent() async throws {
        let html = try await page(Self.listing("/", ["a"]), "text/html")
        #expect(!html.contains("href=\"../"))
    }

    @Test func nothingComesFromAnotherHost() async throws {
        let html = try await page(listing, "text/html")
        #expect(!html.contains("//") || html.matches(of: /(?:src|href)="(?:[a-z]+:)?\/\//).isEmpty)
    }

    @Test(arguments: ["text/html", "text/plain"])
    func cutShortIsSaid(_ accept: String) async throws {
        let all = try await page(Self.listing("/", ["a"]), accept)
        let some = try await page(Self.listing("/", ["a"], isTruncated: true), accept)
        #expect(!all.contains("more in this directory"))
        #expect(some.contains("more in this directory"))
    }

    @Test func emptyDirectoryIsSaidToBeEmpty() async throws {
        let empty = DirectoryListing(path: try RequestPath(target: "/a/"), entries: [])
        #expect(try await page(empty, "text/html").contains("This directory is empty."))
        #expect(try await page(empty, nil).isEmpty)
        #expect(try await !page(listing, "text/html").contains("This directory is empty."))
    }

    @Test func jsonIsForScripts() async throws {
        let response = try await response(listing, "application/json")
        #expect(response.fields[.contentType] == "application/json")
        let decoded = try JSONDecoder().decode(Decoded.self, from: Data(response.text.utf8))
        #expect(decoded.path == "/dir/deep er/" && !decoded.truncated)
        #expect(decoded.entries.map(\.name) == listing.entries.map(\.name))
        #expect(
            decoded.entries.first
                == .init(name: "<dir>", type: "directory", bytes: nil, modified: "2023-11-14T22:13:20Z")
        )
        #expect(decoded.entries.last?.type == "file" && decoded.entries.last?.bytes == 1_234_567)
        #expect(!response.text.unicodeScalars.contains("\u{85}"))
        let empty = DirectoryListing(path: try RequestPath(target: "/"), entries: [], isTruncated: true)
        let text = try await page(empty, "application/json")
        let other = try JSONDecoder().decode(Decoded.self, from: Data(text.utf8))
        #expect(other == Decoded(path: "/", truncated: true, entries: []))
    }

    @Test func textIsForTerminals() async throws {
        let text = try await page(listing, "*/*")
        let lines = text.split(separator: "\n")
        #expect(lines.count == Self.names.count + 1)
        #expect(lines.first == "2023-11-14T22:13:20Z            - <dir>/")
        #expect(lines.contains("2023-11-14T22:13:20Z      1234567 中文"))
        #expect(lines.contains("2023-11-14T22:13:20Z      1234567 a\\u{202e}b"))
        #expect(!text.unicodeScalars.contains("\u{85}"))
    }

    @Test func withoutATemplateBrowsersGetText() async throws {
        let response = try await Pages(directory: nil).response(listing, to: "text/html")
        #expect(response.fields[.contentType] == "text/plain; charset=utf-8")
        #expect(response.text.contains("中文"))
    }

    private struct Decoded: Decodable, Equatable {
        struct Entry: Decodable, Equatable {
            var name, type: String
            var bytes: Int?
            var modified: String
        }
        var path: String
        var truncated: Bool
        var entries: [Entry]
    }

    private func response(_ listing: DirectoryListing, _ accept: String?) async throws -> Response {
        try await Pages(directory: PagesTests.templates).response(listing, to: accept)
    }

    private func page(_ listing: DirectoryListing, _ accept: String?) async throws -> String {
        try await response(listing, accept).text
    }
}

extension Response {
    fileprivate var text: String {
        if case .bytes(let buffer) = body { String(buffer: buffer) } else { "" }
    }
}
