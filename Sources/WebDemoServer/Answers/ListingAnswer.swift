import HTTPTypes
import NIOCore
import StaticSite

extension Pages {
    /// A listing in the form that `accept`, the Accept field of the request, asks for; text too where there is no template.
    func response(_ listing: DirectoryListing, to accept: String?) -> Response {
        let (type, text) = content(listing, as: ListingForm(accept: accept))
        var fields: HTTPFields = [.contentType: type, .cacheControl: "no-cache", .vary: "Accept"]
        if type.hasPrefix("text/html") { fields[.contentSecurityPolicy] = PagePolicy.field(for: text) }
        return Response(.ok, fields: fields, body: .bytes(ByteBuffer(string: text)))
    }

    private func content(_ listing: DirectoryListing, as form: ListingForm) -> (type: String, text: String) {
        switch form {
        case .html:
            if let html = render(ListingPage(listing: listing), with: "listing") {
                return ("text/html; charset=utf-8", html)
            }
        case .json:
            return ("application/json", ListingJSON(listing).text)
        case .text:
            break
        }
        return ("text/plain; charset=utf-8", ListingText(listing).text)
    }
}
