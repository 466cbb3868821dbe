/// An open element that decides how tags after it are understood.
enum HTMLElement: Equatable {
    /// What scripts in a template are: inert.
    case template
    /// An element of HTML in a place of SVG or MathML that takes them.
    case html(name: [UInt8])
    case foreign(name: [UInt8], isMathML: Bool, takes: Guests)

    /// Which tags in an element of SVG or MathML are those of HTML (HTML §13.2.6, tree construction dispatcher).
    enum Guests {
        case none
        /// An HTML integration point.
        case all
        /// A MathML text integration point.
        case allButGlyphs
        /// `annotation-xml`.
        case svgOnly
    }

    init(foreign tag: HTMLTag, isMathML: Bool) {
        let name = String(decoding: tag.name, as: UTF8.self)
        let guests: Guests =
            switch (name, isMathML) {
            case ("foreignobject", false), ("desc", false), ("title", false): .all
            case ("mi", true), ("mo", true), ("mn", true), ("ms", true), ("mtext", true): .allButGlyphs
            case ("annotation-xml", true): Self.annotationGuests(tag.attributes["encoding"])
            default: .none
            }
        self = .foreign(name: tag.name, isMathML: isMathML, takes: guests)
    }

    private static func annotationGuests(_ encoding: String?) -> Guests {
        guard let encoding else { return .svgOnly }
        return encoding.isSpelled("text/html") || encoding.isSpelled("application/xhtml+xml") ? .all : .svgOnly
    }

    /// Whether HTML begins in it again, whatever tags break out of SVG or MathML.
    var isIntegrationPoint: Bool {
        switch self {
        case .template, .html, .foreign(_, _, takes: .all), .foreign(_, _, takes: .allButGlyphs): true
        case .foreign(_, _, takes: .none), .foreign(_, _, takes: .svgOnly): false
        }
    }

    /// Whether a start tag right in it is one of HTML.
    func takesAsHTML(_ name: String) -> Bool {
        switch self {
        case .template, .html, .foreign(_, _, takes: .all): true
        case .foreign(_, _, takes: .allButGlyphs): name != "mglyph" && name != "malignmark"
        case .foreign(_, _, takes: .svgOnly): name == "svg"
        case .foreign(_, _, takes: .none): false
        }
    }
}
