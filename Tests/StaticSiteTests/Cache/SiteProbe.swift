import HTTPTypes
import NIOCore

@testable import StaticSite

/// A site that is asked for one path as a server does: from memory where that will do.
struct SiteProbe: Sendable {
    let site: Site
    let path: RequestPath

    init(_ site: Site, _ target: String) throws {
        self.site = site
        path = try RequestPath(target: target)
    }

    func answer(_ fields: HTTPFields = [:], isHead: Bool = false) throws -> (response: Response, origin: Site.Origin) {
        guard case .response(let response, let origin) = try site.answer(to: path, FileRequest(fields), isHead: isHead)
        else { throw SiteError.failed("a listing") }
        return (response, origin)
    }

    /// `nil` where memory will not do.
    func quickAnswer(_ resource: Resource?, _ fields: HTTPFields = [:], isHead: Bool = false) -> Response? {
        guard let resource,
            case .response(let response, _)? = site.quickAnswer(resource, FileRequest(fields), isHead: isHead)
        else { return nil }
        return response
    }

    /// Status, coding and content, or the error.
    func summary(_ fields: HTTPFields = [:]) -> String {
        do {
            return try answer(fields).response.summary
        } catch {
            return "\(error)"
        }
    }
}

extension Response {
    var summary: String { "\(status.code) \(fields[.contentEncoding] ?? "-") \(content)" }
}
