import StaticSite

/// In which form a client wants a listing, by its Accept field (RFC 9110 §12.5.1).
enum ListingForm: Equatable {
    case html, json, text

    /// HTML and JSON are for those who name them and want nothing else more; of the two HTML where they are wanted alike.
    /// What everybody else accepts, curl's and `fetch`'s `*/*` as well, is text.
    init(accept: String?) {
        let html = AcceptedType.weight(of: "text/html", in: accept)
        let json = AcceptedType.weight(of: "application/json", in: accept)
        let text = AcceptedType.weight(of: "text/plain", in: accept)
        self = html > 0 && html >= max(json, text) ? .html : json > 0 && json >= text ? .json : .text
    }
}
