import NIOEmbedded
import Testing
import WebSockets

@testable import Demos

struct DemoCatalogTests {
    private let catalog = DemoCatalog(home: EmbeddedEventLoop())

    @Test func everyDemoIsFoundAtItsPath() {
        for demo in catalog.demos {
            #expect(catalog.demo(at: demo.path)?.path == demo.path)
            #expect(demo.path.hasPrefix("/") && !demo.summary.en.isEmpty && !demo.summary.zh.isEmpty)
        }
        #expect(catalog.demo(at: "/echo")?.endpoint is Echo)
        #expect(catalog.demo(at: "/broadcast")?.endpoint is Broadcast)
        #expect(catalog.demo(at: "/chat")?.endpoint is Chat)
        #expect(catalog.demo(at: "/subprotocols")?.endpoint is Subprotocols)
        #expect(catalog.demo(at: "/slow")?.endpoint is Slow)
    }

    @Test func onlyTheMainDemosAreNamedInShort() {
        #expect(catalog.demos.filter(\.isMain).map(\.path) == ["/echo", "/broadcast", "/clock", "/chat"])
        #expect(catalog.demos.count { $0.path.hasPrefix("/lab/") } == 22)
    }

    @Test func noTwoDemosHaveOnePath() {
        #expect(Set(catalog.demos.map(\.path)).count == catalog.demos.count)
    }

    @Test(arguments: ["", "/", "/Echo", "/echo/", "echo", "/echo/more"])
    func anyOtherPathIsNoDemo(_ path: String) {
        #expect(catalog.demo(at: path) == nil)
    }
}
