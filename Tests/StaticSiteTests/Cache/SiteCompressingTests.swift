import Foundation
import HTTPTypes
import NIOCore
import Testing

@testable import StaticSite

struct SiteCompressingTests {
    private static let gzip: HTTPFields = [.acceptEncoding: "gzip"]
    private static let gzipOnly: HTTPFields = [.acceptEncoding: "gzip, identity;q=0"]
    private static let text = String(repeating: "a { color: red }\n", count: 1000)
    private let sandbox: Sandbox

    init() async throws {
        sandbox = try Sandbox()
        try sandbox.write("a.css", Self.text)
        try sandbox.write("about.html", "about")
        try sandbox.write("empty.css", "")
        try await Task.sleep(for: .milliseconds(50))
    }

    @Test func compressedFormIsMadeOnceAndSent() throws {
        let probe = try SiteProbe(sandbox.site(), "/a.css")
        let (plain, origin) = try probe.answer(Self.gzip)
        #expect(plain.fields[.contentEncoding] == nil)
        #expect(plain.fields[.vary] == "Accept-Encoding")
        #expect(origin.wantsCompressed)
        let resource = try #require(origin.resource)
        probe.site.compress(resource)
        let packed = try probe.answer(Self.gzip)
        #expect(packed.origin.resource === resource)
        #expect(!packed.origin.wantsCompressed)
        #expect(packed.response.fields[.contentEncoding] == "gzip")
        #expect(packed.response.body.length < Self.text.utf8.count / 2)
        #expect(packed.response.fields[.eTag] != plain.fields[.eTag])
        #expect(probe.preparedAnswer(resource, Self.gzip)?.fields == packed.response.fields)
    }

    /// Also while another request, or nobody, makes it.
    @Test(arguments: [true, false])
    func onlyAcceptableFormIsMadeAtOnce(_ isBegun: Bool) throws {
        let probe = try SiteProbe(sandbox.site(), "/a.css")
        let resource = try #require(try probe.answer().origin.resource)
        if isBegun { #expect(resource.beginCompressing()) }
        #expect(try probe.answer(Self.gzipOnly).response.fields[.contentEncoding] == "gzip")
    }

    @Test(arguments: ["/empty.css", "/about.html"])
    func unacceptableFormIsRefused(_ target: String) throws {
        let probe = try SiteProbe(sandbox.site(), target)
        #expect(throws: SiteError.notAcceptable) { try probe.answer(Self.gzipOnly) }
    }

    @Test func whatDoesNotGainIsTriedOnce() throws {
        var random = SystemRandomNumberGenerator()
        try sandbox.write("noise.css", Data((0..<4096).map { _ in UInt8.random(in: 0...255, using: &random) }))
        Thread.sleep(forTimeInterval: 0.05)
        let probe = try SiteProbe(sandbox.site(), "/noise.css")
        let (_, origin) = try probe.answer(Self.gzip)
        #expect(origin.wantsCompressed)
        probe.site.compress(try #require(origin.resource))
        #expect(try !probe.answer(Self.gzip).origin.wantsCompressed)
        #expect(try probe.answer(Self.gzip).response.fields[.contentEncoding] == nil)
        #expect(throws: SiteError.notAcceptable) { try probe.answer(Self.gzipOnly) }
    }

    @Test func largeTextIsKeptCompressedAlone() throws {
        let large = String(repeating: Self.text, count: (2 << 20) / Self.text.utf8.count)
        try sandbox.write("large.css", large)
        Thread.sleep(forTimeInterval: 0.05)
        let probe = try SiteProbe(sandbox.site(), "/large.css")
        let (plain, origin) = try probe.answer(Self.gzip)
        guard case .file = plain.body else {
            Issue.record("in memory")
            return
        }
        let resource = try #require(origin.resource)
        let before = resource.bytesInMemory
        probe.site.compress(resource)
        let packed = try #require(probe.preparedAnswer(resource, Self.gzip))
        guard case .bytes(let bytes) = packed.body else {
            Issue.record("not in memory")
            return
        }
        #expect(resource.bytesInMemory >= before + bytes.readableBytes)
        #expect(probe.preparedAnswer(resource) == nil)
        #expect(try probe.answer().response.content == large)
    }

    @Test func fileThatChangedIsNotCompressedAsWhatItWas() throws {
        let large = String(repeating: Self.text, count: 20)
        try sandbox.write("large.css", large)
        let probe = try SiteProbe(sandbox.site(), "/large.css")
        let resource = try #require(try probe.answer(Self.gzip).origin.resource)
        // Past the tick of the file system's clock.
        Thread.sleep(forTimeInterval: 0.05)
        try sandbox.write("large.css", large.uppercased())
        probe.site.compress(resource)
        #expect(resource.compressed == nil)
    }
}
