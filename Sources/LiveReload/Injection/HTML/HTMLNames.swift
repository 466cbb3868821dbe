/// The elements that HTML treats each in its own way.
enum HTMLNames {
    /// Their contents are text up to the end tag; `noscript` because scripts run.
    static let rawText: Set<String> = [
        "textarea", "title", "style", "xmp", "iframe", "noembed", "noframes", "noscript",
    ]

    /// What may stand in `<head>` without ending it.
    static let head: Set<String> = [
        "html", "head", "base", "basefont", "bgsound", "link", "meta", "noframes", "noscript", "script", "style",
        "template", "title",
    ]

    /// What has no end tag.
    static let void: Set<String> = [
        "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "image", "img", "input", "keygen",
        "link", "meta", "param", "source", "track", "wbr",
    ]

    /// After these a `<frameset>` is ignored (HTML §13.2.6.4.7: the frameset-ok flag is not ok).
    static let bodyForSure: Set<String> = [
        "body", "pre", "listing", "li", "dd", "dt", "button", "applet", "marquee", "object", "table", "area", "br",
        "embed", "img", "keygen", "wbr", "hr", "textarea", "xmp", "iframe", "select",
    ]

    /// These end a cell around SVG, however deep in it they stand.
    static let tableParts: Set<String> = [
        "caption", "col", "colgroup", "tbody", "td", "tfoot", "th", "thead", "tr",
    ]

    /// Start tags that close SVG or MathML (HTML §13.2.6.5), beside `font` with some attributes.
    static let breakingOut: Set<String> = [
        "b", "big", "blockquote", "body", "br", "center", "code", "dd", "div", "dl", "dt", "em", "embed", "h1", "h2",
        "h3", "h4", "h5", "h6", "head", "hr", "i", "img", "li", "listing", "menu", "meta", "nobr", "ol", "p", "pre",
        "ruby", "s", "small", "span", "strong", "strike", "sub", "sup", "table", "tt", "u", "ul", "var",
    ]
}
