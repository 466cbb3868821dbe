import Foundation
import HTTPTypes
import Testing

@testable import StaticSite

/// Pages of the site's own for errors follow their files.
struct ErrorPageTests {
    let sandbox: Sandbox

    init() throws {
        sandbox = try Sandbox()
    }

    private func look(_ site: Site, _ name: String) -> Response? {
        Thread.sleep(forTimeInterval: Double(Watch.trust) / 1e9)
        return site.errorPage(name, .internalServerError)
    }

    @Test(arguments: ["404.html", "50x.html"], [0, 256 << 10])
    func pageFollowsItsFile(name: String, maxCachedFileBytes: Int) throws {
        let site = try sandbox.site { $0.maxCachedFileBytes = maxCachedFileBytes }
        #expect(look(site, name) == nil)
        for content in ["first", "second", String(repeating: "large ", count: 50_000)] {
            try sandbox.write(name, content)
            for _ in 0..<2 {
                let page = try #require(look(site, name))
                #expect(page.status == .internalServerError)
                #expect(page.fields[.contentType] == "text/html")
                #expect(page.fields[.cacheControl] == "no-cache")
                #expect(page.fields[.eTag] == nil && page.fields[.vary] == nil)
                let isSame = page.content == content
                #expect(isSame)
            }
        }
        try FileManager.default.removeItem(atPath: sandbox.root + "/" + name)
        #expect(look(site, name) == nil)
        try sandbox.fifo(name)
        #expect(look(site, name) == nil)
    }
}
