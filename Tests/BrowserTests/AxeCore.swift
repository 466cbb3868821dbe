import Foundation
import TestSupport

/// axe-core, the accessibility checker that others wrote, from where `Scripts/setup --tests` has put it.
enum AxeCore {
    struct Missing: Error, CustomStringConvertible {
        let description = "there is no axe.min.js in .build/python; make it with: Scripts/setup --tests"
    }

    /// Its source, to be run in a page.
    static func script() throws -> String {
        let folder = (0..<3).reduce(URL(filePath: #filePath)) { url, _ in url.deletingLastPathComponent() }
        let libraries = folder.appending(path: ".build/python/lib")
        let pythons = (try? FileManager.default.contentsOfDirectory(atPath: libraries.path)) ?? []
        let files = pythons.map { libraries.appending(path: "\($0)/site-packages/axe_core_python/axe.min.js") }
        guard let file = files.first(where: { FileManager.default.isReadableFile(atPath: $0.path) }) else {
            throw Missing()
        }
        return try String(contentsOf: file, encoding: .utf8)
    }

    /// What is wrong with the page that `browser` shows: a rule and the elements that break it, in each entry.
    static func violations(_ script: String, in browser: BrowserSession) async throws -> [String] {
        // The page's policy holds for what the page loads, not for what the driver runs in it.
        try await browser.execute(script)
        let found = try await browser.runAsync(
            """
            const { violations, passes } = await axe.run({ resultTypes: ["violations"] });
            if (passes.length === 0) return ["axe-core found nothing to check"];
            return violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.target.join(" ")).join(", ")}`);
            """
        )
        guard let entries = found.array else { return ["axe-core failed: \(found)"] }
        return entries.compactMap(\.string)
    }
}
