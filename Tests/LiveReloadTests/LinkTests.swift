import TestSupport
import Testing

@testable import LiveReload

/// Symbolic links in the watched directory.
struct LinkTests {
    @Test func linkIsChangedWithItsTarget() throws {
        let site = try WatchedSite(["real/a.css": "a"])
        try FileSystem.link(site.path + "/link.css", to: "real/a.css")
        #expect(site.told() == ["+link.css"])
        try site.write("new", to: "real/a.css")
        #expect(site.told() == ["*link.css", "*real/a.css"])
    }

    @Test func linkThatWasThereBeforeTheStartIsWatched() throws {
        let site = try WatchedSite(["real/a.css": "a"]) {
            try FileSystem.link($0 + "/link.css", to: "real/a.css")
            try FileSystem.link($0 + "/all", to: "real")
        }
        try site.write("new", to: "real/a.css")
        #expect(site.told() == ["*all/a.css", "*link.css", "*real/a.css"])
    }

    @Test func linkIntoAnIgnoredDirectoryIsWatched() throws {
        let site = try WatchedSite(["node_modules/kit/dist/kit.js": "1"]) {
            try FileSystem.link($0 + "/kit.js", to: "node_modules/kit/dist/kit.js")
            try FileSystem.link($0 + "/vendor", to: "node_modules/kit")
        }
        try site.write("2", to: "node_modules/kit/dist/kit.js")
        #expect(site.told() == ["*kit.js", "*vendor/dist/kit.js"])
    }

    @Test func linkedDirectoryIsWatchedOnBothWays() throws {
        let site = try WatchedSite(["real/a.css": "a"])
        try FileSystem.link(site.path + "/link", to: "real")
        #expect(site.told() == ["+link/a.css"])
        try site.write("b", to: "real/b.css")
        #expect(site.told() == ["+link/b.css", "+real/b.css"])
        try FileSystem.remove(site.path + "/link")
        #expect(site.told() == ["-link/a.css", "-link/b.css"])
        try site.write("new", to: "real/a.css")
        #expect(site.told() == ["*real/a.css"])
    }

    @Test func linkThatIsSetElsewhereIsWhatDiffers() throws {
        let site = try WatchedSite(["v1/a.css": "1", "v1/b.css": "same", "v2/a.css": "2", "v2/b.css": "same"])
        try FileSystem.link(site.path + "/now", to: "v1")
        #expect(site.told() == ["+now/a.css", "+now/b.css"])
        try FileSystem.link(site.path + "/next", to: "v2")
        try FileSystem.rename(site.path + "/next", to: site.path + "/now")
        #expect(site.told() == ["*now/a.css"])
        try site.write("new", to: "v2/b.css")
        #expect(site.told() == ["*now/b.css", "*v2/b.css"])
    }

    @Test func linkIsThereWhenItsTargetIs() throws {
        let site = try WatchedSite()
        try FileSystem.link(site.path + "/link.css", to: "later/a.css")
        try FileSystem.link(site.path + "/dir", to: "later")
        #expect(site.told() == [])
        try site.write("a", to: "later/a.css")
        #expect(site.told() == ["+dir/a.css", "+later/a.css", "+link.css"])
        try site.directory.remove("site/later")
        #expect(site.told() == ["-dir/a.css", "-later/a.css", "-link.css"])
    }

    @Test(arguments: ["../outside", "../outside/a.css", "/etc", "/etc/passwd", "gone", "self"])
    func linkThatLeadsOutOrNowhereIsNoFile(_ target: String) throws {
        let site = try WatchedSite()
        try site.directory.write("secret", to: "outside/a.css")
        try FileSystem.link(site.path + "/self", to: target)
        #expect(site.told() == [])
        try site.directory.write("changed", to: "outside/a.css")
        try site.write("x", to: "a.css")
        #expect(site.told() == ["+a.css"])
    }

    @Test func linksInACircleEnd() throws {
        let site = try WatchedSite(["a/x.css": "x", "b/y.css": "y"])
        try FileSystem.link(site.path + "/a/up", to: "..")
        try FileSystem.link(site.path + "/a/b", to: "../b")
        try FileSystem.link(site.path + "/b/a", to: "../a")
        let told = site.told()
        #expect(told.contains("+a/b/y.css") && told.contains("+b/a/x.css"))
        #expect(told.count < 20)
    }
}
