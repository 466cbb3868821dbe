import Foundation
import HTTPTypes
import Testing

@testable import StaticSite

/// What a site says of a file after it, or a directory on the way to it, became another one.
struct SiteChangesTests {
    struct Change: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// Of `/dir/a.css`, with gzip accepted.
        let summary: String
        let make: @Sendable (Sandbox) throws -> Void
    }

    private static let changes = [
        Change(testDescription: "written in place", summary: "200 - other") { try $0.write("dir/a.css", "other") },
        Change(testDescription: "written by rename", summary: "200 - other") {
            try $0.write("dir/next", "other")
            try $0.move("dir/next", to: "dir/a.css")
        },
        Change(testDescription: "removed", summary: "notFound") { try $0.remove("dir/a.css") },
        Change(testDescription: "a directory", summary: "301 - ") {
            try $0.remove("dir/a.css")
            try $0.directory("dir/a.css")
        },
        Change(testDescription: "a FIFO", summary: "notFound") {
            try $0.remove("dir/a.css")
            try $0.fifo("dir/a.css")
        },
        Change(testDescription: "a link outside", summary: "notFound") {
            try $0.remove("dir/a.css")
            try $0.link("dir/a.css", to: "../../vault/a.css")
        },
        Change(testDescription: "a link inside", summary: "200 - other") {
            try $0.remove("dir/a.css")
            try $0.link("dir/a.css", to: "../spare/a.css")
        },
        Change(testDescription: "another directory in the place of its own", summary: "200 - other") {
            try $0.move("dir", to: "away")
            try $0.move("spare", to: "dir")
        },
        Change(testDescription: "its directory moved away", summary: "notFound") { try $0.move("dir", to: "away") },
        Change(testDescription: "a link outside in the place of its directory", summary: "notFound") {
            try $0.move("dir", to: "away")
            try $0.link("dir", to: "../vault")
        },
        Change(testDescription: "its directory moved out", summary: "notFound") {
            try $0.move("dir", to: "../out")
            try $0.link("dir", to: "../out")
        },
        Change(testDescription: "another root", summary: "200 - other") {
            try $0.move(".", to: "../away")
            try FileManager.default.createDirectory(atPath: $0.root, withIntermediateDirectories: false)
            try $0.write("dir/a.css", "other")
        },
        Change(testDescription: "a sidecar came", summary: "200 gzip packed") {
            try $0.write("dir/a.css.gz", "packed")
        },
        Change(testDescription: "a sidecar by rename", summary: "200 gzip packed") {
            try $0.write("packed", "packed")
            try $0.move("packed", to: "dir/a.css.gz")
        },
    ]

    private static let sidecarChanges = [
        Change(testDescription: "written in place", summary: "200 gzip PACKED") {
            try $0.write("dir/a.css.gz", "PACKED")
        },
        Change(testDescription: "removed", summary: "200 - first") { try $0.remove("dir/a.css.gz") },
        Change(testDescription: "a better one came", summary: "200 br best") { try $0.write("dir/a.css.br", "best") },
        Change(testDescription: "older than the file", summary: "200 - again") {
            try $0.setModified("dir/a.css.gz", to: 1_000_000_000)
            try $0.write("dir/a.css", "again")
        },
        Change(testDescription: "a FIFO", summary: "200 - first") {
            try $0.remove("dir/a.css.gz")
            try $0.fifo("dir/a.css.gz")
        },
    ]

    /// `isSettled`: the directory is left alone for long enough to be watched.
    @Test(.timeLimit(.minutes(2)), arguments: changes, [true, false])
    func changeOfTheFileIsSeen(_ change: Change, _ isSettled: Bool) async throws {
        try await expectToSee(change, isSettled: isSettled) { _ in }
    }

    @Test(.timeLimit(.minutes(2)), arguments: sidecarChanges, [true, false])
    func changeOfASidecarIsSeen(_ change: Change, _ isSettled: Bool) async throws {
        try await expectToSee(change, isSettled: isSettled) { try $0.write("dir/a.css.gz", "packed") }
    }

    private func expectToSee(
        _ change: Change,
        isSettled: Bool,
        _ prepare: (Sandbox) throws -> Void
    ) async throws {
        let sandbox = try Sandbox()
        try sandbox.write("dir/a.css", "first")
        try sandbox.write("spare/a.css", "other")
        try sandbox.write("../vault/a.css", Sandbox.secret)
        try prepare(sandbox)
        let fields: HTTPFields = [.acceptEncoding: "gzip, br"]
        let probe = try SiteProbe(sandbox.site(), "/dir/a.css")
        try await Task.sleep(for: .milliseconds(isSettled ? 2100 : 40))
        let resource = try probe.answer(fields).origin.resource
        if isSettled { #expect(probe.preparedAnswer(resource, fields) != nil) }
        try change.make(sandbox)
        // The look at the file is trusted for 50 ms, the one at the root too.
        try await Task.sleep(for: .milliseconds(110))
        #expect(probe.preparedAnswer(resource, fields) == nil)
        #expect(probe.summary(fields) == change.summary)
    }

    @Test func fileThatIsLeftAloneIsServedFromMemory() async throws {
        let sandbox = try Sandbox()
        try sandbox.write("dir/a.css", "first")
        let probe = try SiteProbe(sandbox.site(), "/dir/a.css")
        try await Task.sleep(for: .milliseconds(2100))
        let resource = try probe.answer().origin.resource
        for _ in 0..<3 {
            try await Task.sleep(for: .milliseconds(60))
            #expect(probe.preparedAnswer(resource)?.content == "first")
            #expect(try probe.answer().origin.resource === resource)
        }
    }

    @Test func tagIsStrongAndTheDateIsToldOnceTheFileHasSettled() async throws {
        let sandbox = try Sandbox()
        let probe = try SiteProbe(sandbox.site(), "/a.css")
        var (weak, origin) = (Response(.ok), Site.Origin())
        // A busy machine may take longer than the 2 s.
        for _ in 0..<20 where !(weak.fields[.eTag]?.hasPrefix("W/\"") ?? false) {
            try sandbox.write("a.css", "first")
            // Within the clock's tick a tag is good for one answer alone.
            try await Task.sleep(for: .milliseconds(50))
            (weak, origin) = try probe.answer()
        }
        let tag = try #require(weak.fields[.eTag])
        #expect(tag.hasPrefix("W/\""))
        #expect(weak.fields[.lastModified] == nil)
        try await Task.sleep(for: .milliseconds(2100))
        #expect(probe.preparedAnswer(origin.resource) == nil)
        let strong = try probe.answer().response
        #expect(strong.fields[.eTag] == String(tag.dropFirst(2)))
        #expect(strong.fields[.lastModified] != nil)
        #expect(try probe.answer([.ifNoneMatch: tag]).response.status == .notModified)
    }

    @Test func fileWrittenJustNowIsNotKept() throws {
        let sandbox = try Sandbox()
        let probe = try SiteProbe(sandbox.site(), "/a.css")
        for attempt in 0..<1000 {
            try sandbox.write("a.css", "\(attempt)")
            let first = try #require(try probe.answer().origin.resource)
            // A busy machine may take longer than the 20 ms.
            guard !first.freshness.isTold else { continue }
            #expect(try probe.answer().origin.resource !== first)
            return
        }
        Issue.record("never fast enough")
    }

    /// File systems in memory keep times that no sum may be made with.
    @Test(arguments: ["/dev/shm", "/tmp"])
    func fileOfTheFarthestTimeIsServed(_ place: String) throws {
        let directory = place + "/webdemo-\(UUID().uuidString)"
        guard mkdir(directory, 0o755) == 0 else { return }
        defer { try? FileManager.default.removeItem(atPath: directory) }
        try Data("far".utf8).write(to: URL(filePath: directory + "/a.css"))
        var times = [timespec(tv_sec: 0, tv_nsec: 0), timespec(tv_sec: .max, tv_nsec: 999_999_999)]
        try #require(utimensat(AT_FDCWD, directory + "/a.css", &times, 0) == 0)
        let probe = try SiteProbe(Site(root: SiteRoot(path: directory), sniffer: MagicSniffer()), "/a.css")
        #expect(probe.summary() == "200 - far")
    }
}
