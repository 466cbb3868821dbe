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
    func preparedAnswer(_ resource: Resource?, _ fields: HTTPFields = [:], isHead: Bool = false) -> Response? {
        resource.flatMap { site.preparedAnswer($0, FileRequest(fields), isHead: isHead, at: .now())?.response }
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

extension PreparedAnswer {
    /// The same as the site's other answers.
    fileprivate var response: Response? {
        switch self {
        case .whole(let form):
            form.wholeBody.map { Response(.ok, fields: form.fields, body: $0) }
        case .head(let form):
            Response(.ok, fields: form.fields, body: .omitted(bytes: form.bytes))
        case .notModified(let form):
            Response(.notModified, fields: form.notModifiedFields)
        }
    }
}
