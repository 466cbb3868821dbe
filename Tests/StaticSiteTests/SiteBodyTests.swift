import Foundation
import HTTPTypes
import NIOCore
import TestSupport
import Testing

@testable import StaticSite

struct SiteBodyTests {
    @Test(arguments: [0, 1, 4096, 256 << 10])
    func smallFileIsReadIntoMemory(_ bytes: Int) throws {
        let sandbox = try Sandbox()
        let data = Self.data(bytes)
        try sandbox.write("a.bin", data)
        switch try sandbox.response("/a.bin").body {
        case .bytes(let body):
            #expect(Data(body.readableBytesView) == data)
        case .file(let file, let range) where file.isInMemory:
            #expect(try Data(file.descriptor.read(range.count).readableBytesView) == data)
        default:
            Issue.record("not in memory")
        }
    }

    @Test(arguments: [(256 << 10) + 1, 3 << 20])
    func largeFileIsSentFromItsDescriptor(_ bytes: Int) throws {
        let sandbox = try Sandbox()
        let data = Self.data(bytes)
        try sandbox.write("a.bin", data)
        let body = try sandbox.response("/a.bin").body
        #expect(body.length == bytes)
        guard case .file(let file, let range) = body else {
            Issue.record("in memory")
            return
        }
        #expect(range == 0..<bytes)
        #expect(try Data(file.descriptor.read(range.count).readableBytesView) == data)
    }

    @Test func openFileOutlivesItsName() throws {
        let sandbox = try Sandbox()
        try sandbox.write("a.bin", Self.data(300_000))
        let response = try sandbox.response("/a.bin")
        try FileManager.default.removeItem(atPath: sandbox.root + "/a.bin")
        guard case .file(let file, let range) = response.body else {
            Issue.record("in memory")
            return
        }
        #expect(try file.descriptor.read(range.count).readableBytes == 300_000)
    }

    @Test func readingStopsWhereTheFileEnds() throws {
        let sandbox = try Sandbox()
        try sandbox.write("a.txt", "short")
        let root = try SiteRoot(path: sandbox.root)
        #expect(try String(buffer: root.look(at: ["a.txt"]).reopened().read(100)) == "short")
        #expect(try String(buffer: root.look(at: ["a.txt"]).reopened().read(2)) == "sh")
    }

    /// Descriptors that are not closed would soon be too many.
    @Test func thousandsOfAnswersLeaveNoDescriptorOpen() throws {
        let sandbox = try Sandbox()
        try sandbox.write("dir/a.bin", Self.data(300_000))
        try sandbox.link("link", to: "dir/a.bin")
        let site = try sandbox.site()
        for target in ["/dir/a.bin", "/link", "/dir", "/dir/", "/dir/missing"] {
            let path = try RequestPath(target: target)
            for _ in 0..<3000 { _ = try? site.response(to: path) }
        }
        #expect(try site.response(to: RequestPath(target: "/link")).body.length == 300_000)
    }

    private static func data(_ count: Int) -> Data {
        var random = SeededGenerator(seed: UInt64(count))
        return Data((0..<count).map { _ in UInt8.random(in: 0...255, using: &random) })
    }
}
