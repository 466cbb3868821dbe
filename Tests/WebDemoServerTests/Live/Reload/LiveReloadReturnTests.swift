import TestSupport
import Testing

/// What a page is told that was away, or was there before it could say so.
struct LiveReloadReturnTests {
    private static let files = ["a.css": "a", "b.css": "b", "last.css": "last"]

    @Test func changeSinceTheRequestIsTold() async throws {
        try await withReload(Self.files) { site in
            try Self.change(["a.css", "index.html", "b.css"], site)
            let page = try ReloadClient(site)
            try page.hello(uses: ["/a.css"], age: 60_000)
            #expect(try Set(page.changes()) == ["modified /a.css", "modified / *"])
            try page.expectNothing()
        }
    }

    @Test func changeBeforeTheRequestIsNotTold() async throws {
        try await withReload(Self.files) { site in
            try Self.change(["a.css", "index.html"], site)
            let page = try ReloadClient(site)
            try page.hello(uses: ["/a.css"])
            try page.expectNothing()
            // The sheet was asked for later than the document.
            try page.say(["type": "hello", "url": "/", "age": 60_000, "uses": [ReloadClient.use("/a.css", 0)]])
            #expect(try page.next()["type"] == "welcome")
            #expect(try page.changes() == ["modified / *"])
            try page.expectNothing()
        }
    }

    @Test(arguments: [-1, -1e300, 1e300, 1e17, 1e-300])
    func ageMayBeAnyNumber(_ age: Double) async throws {
        try await withReload(Self.files) { site in
            try Self.change(["a.css"], site)
            let page = try ReloadClient(site)
            try page.hello(uses: ["/a.css"], age: age)
            if age > 1e9 { #expect(try page.changes() == ["modified /a.css"]) }
            try page.expectNothing()
        }
    }

    @Test func pageThatComesAgainIsToldWhatItMissed() async throws {
        try await withReload(Self.files) { site in
            var page = try ReloadClient(site)
            let welcome = try page.hello(uses: ["/a.css", "/b.css"])
            page.socket.connection.close()
            try Self.change(["b.css", "b.css", "last.css"], site)
            page = try ReloadClient(site)
            // Its clock may have stood still meanwhile.
            for age in [0.0, 60_000] {
                let again = try page.hello(uses: ["/a.css", "/b.css"], age: age, since: welcome.since)
                #expect(try page.changes() == ["modified /b.css"])
                try page.expectNothing()
                try page.hello(uses: ["/a.css", "/b.css"], age: age, since: again.since)
                try page.expectNothing()
            }
        }
    }

    @Test func restartAloneTellsNothing() async throws {
        let versions = try await Self.versions()
        try await withReload(Self.files) { site in
            let page = try ReloadClient(site)
            try page.hello(uses: ["/", "/a.css"], versions: versions, age: 60_000, since: ("another", 41))
            try page.expectNothing()
            // One that knows no versions hears nothing either.
            try page.hello(uses: ["/", "/a.css"], age: 60_000, since: ("another", 0))
            try page.expectNothing()
        }
    }

    @Test func whatChangedDuringTheRestartIsTold() async throws {
        let versions = try await Self.versions()
        try await withReload(["a.css": "new", "last.css": "last"]) { site in
            let page = try ReloadClient(site)
            let uses = ["/", "/a.css", "/b.css", "/last.css"]
            try page.hello(uses: uses, versions: versions, since: ("another", 41))
            #expect(try page.changes() == ["modified /a.css", "deleted /b.css"])
            try page.expectNothing()
            try site.directory.write("other", to: "index.html")
            #expect(try page.changes() == ["modified / *"])
            try page.hello(uses: uses, versions: versions, since: ("another", 41))
            #expect(try Set(page.changes()) == ["modified /a.css", "deleted /b.css", "modified / *"])
        }
    }

    /// A file that it has no version of was changed in this run.
    @Test func changeOfThisRunIsToldAfterARestart() async throws {
        let versions = try await Self.versions()
        try await withReload(Self.files) { site in
            try Self.change(["a.css"], site)
            let page = try ReloadClient(site)
            try page.hello(
                uses: ["/a.css", "/b.css"],
                versions: ["/b.css": versions["/b.css"] ?? ""],
                since: ("another", 41)
            )
            #expect(try page.changes() == ["modified /a.css"])
            // Changed and changed back.
            try site.directory.write("a", to: "a.css")
            #expect(try page.changes() == ["modified /a.css"])
            try page.hello(uses: ["/a.css", "/b.css"], versions: versions, since: ("another", 41))
            try page.expectNothing()
        }
    }

    @Test(arguments: [1000.0, 9e15])
    func numberThatWasNeverGivenIsNotBelieved(_ seq: Double) async throws {
        try await withReload(Self.files) { site in
            let page = try ReloadClient(site)
            let welcome = try page.hello()
            var versions = ["/a.css": welcome["versions"]?["/a.css"]?.string ?? "0000000000000000"]
            versions["/b.css"] = "0000000000000000"
            try page.hello(uses: ["/a.css", "/b.css"], versions: versions, since: (welcome.since.boot, seq))
            #expect(try page.changes().contains("modified /b.css"))
        }
    }

    @Test func lateUseIsToldOfSinceItWasAskedFor() async throws {
        try await withReload(Self.files) { site in
            let page = try ReloadClient(site)
            let welcome = try page.hello()
            try Self.change(["a.css", "b.css"], site)
            try page.say(["type": "uses", "uses": [ReloadClient.use("/a.css", 60_000), ReloadClient.use("/b.css", 0)]])
            #expect(try page.changes() == ["modified /a.css"])
            let versions = try page.next()
            #expect(versions["type"] == "versions" && versions["versions"]?["/b.css"]?.string?.utf8.count == 16)
            #expect(versions["versions"]?["/a.css"] != welcome["versions"]?["/a.css"])
            try page.expectNothing()
            try site.directory.write("b 9", to: "b.css")
            #expect(try page.changes() == ["modified /b.css"])
        }
    }

    /// By another page, which sees the last of them.
    private static func change(_ names: [String], _ site: LiveSite) throws {
        let witness = try ReloadClient(site, name: "witness")
        try witness.hello("/none/", uses: names.map { "/\($0)" })
        for (number, name) in names.enumerated() {
            try site.directory.write("changed \(number)", to: name)
            _ = try witness.changes(until: "/\(name)")
        }
        witness.socket.connection.close()
    }

    private static func versions() async throws -> [String: String] {
        let found = Found()
        try await withReload(files) { site in
            let welcome = try ReloadClient(site).hello(uses: files.keys.map { "/\($0)" })
            guard case .object(let members)? = welcome["versions"] else { return }
            await found.set(members.compactMapValues(\.string))
        }
        return await found.versions
    }

    private actor Found {
        var versions: [String: String] = [:]
        func set(_ versions: [String: String]) { self.versions = versions }
    }
}
