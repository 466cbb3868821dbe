import Foundation
import NIOCore
import TestSupport
import Testing

@testable import LiveReload

/// Random writes, renames and deletions: what is told, put together, is what is on the disk.
struct WatchModelTests {
    @Test(arguments: 1...30)
    func changesLeadToWhatIsThere(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var options = WatchOptions()
        options.maxWatches = seed % 3 == 0 ? 4 : nil
        let site = try WatchedSite(["a": "0", "d/a": "1"], options: options)
        var known = ["a": try contents(site)["a"] ?? "", "d/a": try contents(site)["d/a"] ?? ""]
        for _ in 0..<60 {
            act(on: site, using: &random)
            if Bool.random(using: &random) { site.pass(.milliseconds(.random(in: 0...300, using: &random))) }
            if Int.random(in: 0..<40, using: &random) == 0 { site.loseEvents() }
        }
        site.pass(.seconds(10))
        for change in site.batches.joined() {
            let name = change.segments.joined(separator: "/")
            let version = change.version?.text
            #expect(known[name] != version, "\(name) did not change")
            #expect((change.kind == .created) == (known[name] == nil))
            known[name] = version
        }
        #expect(known == (try contents(site)))
    }

    private func act(on site: WatchedSite, using random: inout SeededGenerator) {
        func name() -> String {
            ["a", "b", "d/a", "d/b", "d/e/a", "f/a", "f/g/b"].randomElement(using: &random) ?? "a"
        }
        func directory() -> String { ["d", "f", "d/e", "f/g", "h"].randomElement(using: &random) ?? "d" }
        // Many of these are impossible at the moment, and then nothing happens.
        switch Int.random(in: 0..<7, using: &random) {
        case 0...2: try? site.write("\(Int.random(in: 0..<4, using: &random))", to: name())
        case 3: try? site.directory.remove("site/" + name())
        case 4: try? FileSystem.rename(site.path + "/" + name(), to: site.path + "/" + name())
        case 5: try? FileSystem.rename(site.path + "/" + directory(), to: site.path + "/" + directory())
        default: try? site.directory.remove("site/" + directory())
        }
    }

    /// Versions by name.
    private func contents(_ site: WatchedSite) throws -> [String: String] {
        var found: [String: String] = [:]
        var reader = FileReader()
        for name in try FileManager.default.subpathsOfDirectory(atPath: site.path) {
            guard case .content(let content) = reader.read(site.path + "/" + name, maxTextBytes: 0) else { continue }
            found[name] = content.version.text
        }
        return found
    }
}
