import Foundation
import Testing

@testable import StaticSite

/// Build tools delete the directory that they write to, and make it anew.
struct SiteRootTests {
    let sandbox: Sandbox
    let site: Site

    init() throws {
        sandbox = try Sandbox()
        try sandbox.write("a.txt", "old")
        site = try sandbox.site()
    }

    /// What the site says when it no longer trusts what it saw before.
    private func content() throws -> String {
        Thread.sleep(forTimeInterval: Double(Watch.trust) / 1e9)
        return try site.response(to: RequestPath(target: "/a.txt")).content
    }

    @Test func aDirectoryMadeAnewIsServed() throws {
        #expect(try content() == "old")
        try FileManager.default.removeItem(atPath: sandbox.root)
        #expect(throws: SiteError.notFound) { try content() }
        try FileManager.default.createDirectory(atPath: sandbox.root, withIntermediateDirectories: false)
        try sandbox.write("a.txt", "new")
        #expect(try content() == "new")
    }

    @Test func aDirectoryMovedAwayIsNotServedAnyMore() throws {
        try FileManager.default.moveItem(atPath: sandbox.root, toPath: sandbox.root + "-old")
        try FileManager.default.createDirectory(atPath: sandbox.root, withIntermediateDirectories: false)
        #expect(throws: SiteError.notFound) { try content() }
        try sandbox.write("a.txt", "new")
        #expect(try content() == "new")
    }
}
