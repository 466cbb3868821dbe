import LiveReload
import NIOCore
import StaticSite
import Testing

@testable import WebDemoServer

struct FileVersionsTests {
    private static let old = "00000000000000aa", new = "00000000000000bb"

    @Test func pageIsToldWhatThereIsAndWhatItHasOtherwise() throws {
        let versions = FileVersions(
            of: [
                try Self.use("/same.css", Self.new), try Self.use("/other.css", Self.old),
                try Self.use("/gone.css", Self.old), try Self.use("/unknown.css"), try Self.use("/never.css"),
            ],
            version: { name in
                ["same.css", "other.css", "unknown.css"].contains(name.joined(separator: "/"))
                    ? ContentVersion(Self.new) : nil
            }
        )
        #expect(versions.told == ["/same.css": Self.new, "/other.css": Self.new, "/unknown.css": Self.new])
        #expect(versions.differing.map(\.url) == ["/other.css", "/gone.css"])
        #expect(versions.differing.map(\.version?.text) == [Self.new, nil])
        #expect(versions.differing.allSatisfy { !$0.isDocument })
    }

    @Test(
        arguments: [
            (["a.html"], "a.html"), (["404.html"], "404.html"), (["a.html", "404.html"], "a.html"), ([], nil),
        ] as [([String], String?)]
    )
    func documentIsTheFirstFileThatIsThere(_ present: [String], _ found: String?) throws {
        let document = try #require(PageDocument(url: "/a.html?x", options: SiteOptions()))
        let versions = FileVersions(
            of: [try Self.use("/a.html", Self.old)],
            document: document,
            at: "/a.html",
            exists: { present.contains($0.joined()) },
            version: { name in
                present.contains(name.joined()) ? ContentVersion(name == ["a.html"] ? Self.old : Self.new) : nil
            }
        )
        let isSame = found == "a.html"
        #expect(versions.told == (found == nil ? [:] : ["/a.html": isSame ? Self.old : Self.new]))
        #expect(versions.differing.map(\.isDocument) == (isSame ? [] : [true]))
        #expect(versions.document?.isConcerned(by: ["404.html"]) == (found != "a.html"))
    }

    @Test func nameWithoutItsEndingIsTheFileThatItLeadsTo() throws {
        var options = SiteOptions()
        options.cleanURLs = true
        let versions = FileVersions(
            of: [try Self.use("/about", Self.new, options)],
            version: { $0 == ["about.html"] ? ContentVersion(Self.new) : nil }
        )
        #expect(versions.told == ["/about": Self.new])
        #expect(versions.differing.isEmpty)
    }

    private static func use(
        _ url: String,
        _ version: String? = nil,
        _ options: SiteOptions = SiteOptions()
    ) throws -> ReloadPage.Use {
        ReloadPage.Use(
            url: url,
            names: PageDocument.named(by: try RequestPath(target: url), options),
            asked: .now(),
            version: version.flatMap { ContentVersion($0) }
        )
    }
}
