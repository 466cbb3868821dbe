import Foundation
import HTTPTypes
import NIOCore
import Testing

@testable import StaticSite

struct SiteMemoryTests {
    private static let gzip: HTTPFields = [.acceptEncoding: "gzip"]
    private static let gzipOnly: HTTPFields = [.acceptEncoding: "gzip, identity;q=0"]
    private static let text = String(repeating: "a { color: red }\n", count: 1000)
    private let sandbox: Sandbox

    init() async throws {
        sandbox = try Sandbox()
        try sandbox.write("a.css", Self.text)
        try sandbox.write("dir/index.html", Self.text)
        try sandbox.write("about.html", "about")
        try sandbox.write("empty.css", "")
        try sandbox.write("small.css.gz", "packed")
        try sandbox.write("small.css", "small")
        try await Task.sleep(for: .milliseconds(50))
    }

    // MARK: From memory

    @Test(
        arguments: ["/a.css", "/dir/", "/dir/index.html", "/empty.css", "/small.css"],
        [
            [:], gzip, gzipOnly, [.range: "bytes=0-9"], [.range: "bytes=999999-"], [.ifNoneMatch: "*"],
            [.ifMatch: "\"x\""], [.acceptEncoding: "identity;q=0"], [.acceptEncoding: "gzip", .range: "bytes=-1"],
        ] as [HTTPFields]
    )
    func preparedAnswerIsTheAnswer(_ target: String, _ fields: HTTPFields) throws {
        let probe = try SiteProbe(sandbox.site(), target)
        for isHead in [false, true] {
            let answer = try? probe.answer(fields, isHead: isHead)
            let resource = try probe.answer().origin.resource
            let quick = probe.preparedAnswer(resource, fields, isHead: isHead)
            guard let quick else { continue }
            #expect(quick.status == answer?.response.status)
            #expect(quick.fields == answer?.response.fields)
            #expect(quick.body.length == answer?.response.body.length)
            #expect(quick.content == answer?.response.content)
        }
        let resource = try probe.answer().origin.resource
        #expect(probe.preparedAnswer(resource) != nil)
    }

    @Test(arguments: [("/a.css", true), ("/dir/", true), ("/dir/index.html", true), ("/about", false)])
    func pathOfTheFileItselfIsDirect(_ target: String, _ isDirect: Bool) throws {
        let probe = try SiteProbe(sandbox.site { $0.cleanURLs = true }, target)
        #expect(try probe.answer().origin.isLasting == isDirect)
    }

    /// What a page is led to is no answer for the scripts of the page.
    @Test(arguments: ["/app/view", "/about.html/", "/about.html/x", "/a%20b"])
    func fallbackIsNotDirect(_ target: String) throws {
        let fallback = try RequestPath(target: "/about.html")
        let probe = try SiteProbe(sandbox.site { $0.fallback = fallback }, target)
        let (response, origin) = try probe.answer([.accept: "text/html"])
        #expect(response.content == "about")
        #expect(!origin.isLasting)
        #expect(throws: SiteError.notFound) { try probe.answer() }
    }

    // MARK: Nothing kept

    @Test(arguments: [(0, 1 << 20), (1 << 20, 0), (0, 0)])
    func nothingIsKeptWhereTheCacheIsOff(_ bytes: Int, _ fileBytes: Int) throws {
        let site = try sandbox.site {
            $0.maxCachedBytes = bytes
            $0.maxCachedFileBytes = fileBytes
        }
        for target in ["/a.css", "/empty.css"] {
            let probe = try SiteProbe(site, target)
            let first = try probe.answer(Self.gzip)
            #expect(first.response.content == (target == "/a.css" ? Self.text : ""))
            #expect(!first.origin.wantsCompressed)
            #expect(try probe.answer(Self.gzip).origin.resource !== first.origin.resource)
        }
    }

    @Test(arguments: ["/a.css", "/small.css"])
    func answersAreTheSameWithoutACache(_ target: String) throws {
        let kept = try SiteProbe(sandbox.site(), target)
        let off = try SiteProbe(sandbox.site { $0.maxCachedFileBytes = 0 }, target)
        for fields in [[:], Self.gzip, Self.gzipOnly, [.range: "bytes=1-3"]] as [HTTPFields] {
            let (one, other) = (try kept.answer(fields).response, try off.answer(fields).response)
            #expect(one.summary == other.summary)
            // The file may settle between the two.
            for name in [.contentType, .contentEncoding, .contentRange, .vary, .cacheControl] as [HTTPField.Name] {
                #expect(one.fields[name] == other.fields[name])
            }
        }
    }

    @Test func pageForErrorsIsSentAlsoWhereNothingIsKept() throws {
        try sandbox.write("404.html", "nowhere")
        for fileBytes in [0, 3, 1000] {
            let site = try sandbox.site { $0.maxCachedFileBytes = fileBytes }
            let page = try #require(site.errorPage("404.html", .notFound))
            #expect(page.status == .notFound)
            #expect(page.content == "nowhere")
            #expect(page.fields[.cacheControl] == "no-cache")
            #expect(page.fields[.eTag] == nil)
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func pageForErrorsIsAFile() throws {
        let site = try sandbox.site()
        #expect(site.errorPage("404.html", .notFound) == nil)
        try sandbox.fifo("404.html")
        #expect(site.errorPage("404.html", .notFound) == nil)
        try sandbox.remove("404.html")
        try sandbox.directory("404.html")
        #expect(site.errorPage("404.html", .notFound) == nil)
        try sandbox.write("50x.html", Data(count: (256 << 10) + 1))
        #expect(site.errorPage("50x.html", .internalServerError)?.body.length == (256 << 10) + 1)
    }

    // MARK: Large files

    @Test func largeSidecarIsSentFromItsFile() throws {
        let packed = String(repeating: "p", count: 300_000)
        try sandbox.write("big.css", Self.text)
        try sandbox.write("big.css.gz", packed)
        Thread.sleep(forTimeInterval: 0.05)
        let probe = try SiteProbe(sandbox.site(), "/big.css")
        let (response, origin) = try probe.answer(Self.gzip)
        guard case .file = response.body else {
            Issue.record("in memory")
            return
        }
        #expect(response.summary == "200 gzip " + packed)
        #expect(probe.preparedAnswer(origin.resource, Self.gzip) == nil)
        #expect(probe.preparedAnswer(origin.resource, Self.gzip, isHead: true)?.body.length == 300_000)
        #expect(probe.preparedAnswer(origin.resource)?.content == Self.text)
    }

    @Test(arguments: [([:], 300_000), ([.range: "bytes=299990-"], 10)] as [(HTTPFields, Int)])
    func largeFileIsSentFromTheDisk(_ fields: HTTPFields, _ bytes: Int) throws {
        try sandbox.write("big.css", String(repeating: "b", count: 300_000))
        let response = try SiteProbe(sandbox.site(), "/big.css").answer(fields).response
        guard case .file(_, let range) = response.body else {
            Issue.record("in memory")
            return
        }
        #expect(range.count == bytes)
        #expect(response.content == String(repeating: "b", count: bytes))
    }

    @Test func partsOfALargeFileAreSentFromTheDisk() throws {
        try sandbox.write("big.css", String(repeating: "b", count: 300_000))
        let response = try SiteProbe(sandbox.site(), "/big.css").answer([.range: "bytes=0-4,-5"]).response
        #expect(response.status == .partialContent)
        #expect(response.content.components(separatedBy: "bbbbb").count == 3)
    }
}
