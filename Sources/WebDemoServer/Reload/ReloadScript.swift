import HTTPTypes
import StaticSite

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// `/_webdemo/reload.js`: what makes a page follow its files, in one piece, made of the parts in `Public/reload`.
struct ReloadScript: Sendable {
    static let path = PageService.reloadScript.rawValue

    private let script: StoredScript

    /// As it stands in a policy and in an `integrity` attribute (SRI §3.5).
    var integrity: String { "sha256-" + script.digest }

    /// `nil` where the parts are not there.
    init?(partsIn directory: String) {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: directory) else { return nil }
        let parts = names.filter { $0.hasSuffix(".js") }.sorted().compactMap { name in
            FileManager.default.contents(atPath: "\(directory)/\(name)").map {
                "// \(name)\n" + String(decoding: $0, as: UTF8.self)
            }
        }
        guard !parts.isEmpty else { return nil }
        self.init(parts: parts)
    }

    /// Each only declares; one of them declares `start`.
    init(parts: [String]) {
        let text = "(() => {\n\"use strict\";\n" + parts.joined(separator: "\n") + "\nstart();\n})();\n"
        script = StoredScript(text)
    }

    /// Nobody elsewhere gets it: a page that had it would be told what changes here.
    func response(to head: RequestHead) -> Response {
        guard !head.isForeign else {
            return .problem(.forbidden, "The script of live reload is for pages of this server.")
        }
        return script.response(to: head, for: "same-origin")
    }
}
