import HTTPTypes
import NIOCore
import StaticSite
import WebSockets

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What the client is told when another server gives no answer: a page, JSON for scripts that ask for it, or text.
extension Pages {
    private struct Problem: Encodable {
        let status: Int
        let error: String
        let errorZH: String
        let target: String
    }

    func response(_ failure: ProxyFailure, _ rule: ProxyRule, accept: String?) -> Response {
        let page = Page.proxyFailed(failure, rule)
        let form = ListingForm(accept: accept)
        guard form == .json else { return response(page, acceptsHTML: form == .html) }
        let problem = Problem(
            status: page.status.code,
            error: page.wording.en,
            errorZH: page.wording.zh,
            target: rule.target.description
        )
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let bytes = (try? encoder.encode(problem)) ?? Data()
        return Response(
            page.status,
            fields: [.contentType: "application/json", .cacheControl: "no-cache", .vary: "Accept"],
            body: .bytes(ByteBuffer(bytes: bytes))
        )
    }
}
