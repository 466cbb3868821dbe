import HTTPTypes
import StaticSite

@testable import WebDemoServer

struct NoResponse: Error {}

extension Site {
    /// The answer to a GET without any fields.
    func response(to path: RequestPath) throws -> Response {
        guard case .response(let response, _) = try answer(to: path, FileRequest([:]), isHead: false) else {
            throw NoResponse()
        }
        return response
    }
}

extension Site {
    convenience init(root: SiteRoot, sniffer: MagicSniffer, options: SiteOptions = SiteOptions()) {
        self.init(root: root, sniffer: sniffer, options: options, writer: ResponseWriter.endOfHead)
    }
}
