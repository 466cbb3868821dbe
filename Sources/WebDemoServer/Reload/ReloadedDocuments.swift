import HTTPTypes
import LiveReload
import NIOCore
import StaticSite

/// Answers with an HTML document into such with the script of live reload in it.
struct ReloadedDocuments: Sendable {
    /// Larger ones are sent as they are: bounds what one request makes us read, and hold while it is looked through.
    private static let maxBytes = 16 << 20

    /// The fields by which is decided whether a request is a browser's that goes to a document.
    static let deciding = "Sec-Fetch-Dest, Accept, Upgrade-Insecure-Requests"

    let script: ReloadScript
    /// Is told what stands in the way of a document's script, or is wrong with it.
    let notes: DocumentNotes
    /// Whether policies are the site's own, and not those of the pages that the server makes itself.
    let hasOwnPolicies: Bool
    var showsPanel = true

    /// The answer to a request that goes to a document: `response` is the whole of it, to GET.
    func changed(_ response: Response, to head: RequestHead) -> Response {
        guard let type = response.fields[.contentType], MediaType.isHTML(type),
            let content = Self.content(of: response.body)
        else { return Self.answer(response, to: head) }
        let charset = Self.charset(in: type)
        let injection = ScriptInjection(document: content, charset: charset)
        let path = String(buffer: head.line.path)
        let page = PageScript(of: script, for: head)
        notes.note(injection, charset: charset, path: path, page)
        var changed = response
        let policies = widen(&changed.fields, for: page, injection, path: path)
        let needsIntegrity = (policies + injection.metaPolicies).contains { $0.contains(script.integrity) }
        // Who kept the document with the digest of another script could not run this one.
        var mark = showsPanel ? "-reload" : "-reload-quiet"
        if needsIntegrity { mark += "-\(script.integrity.suffix(8))" }
        if injection.listenerPosition != nil { mark += "-\(ErrorListener.hash.suffix(8))" }
        Self.describe(&changed, mark: mark)
        let tag = tag(withIntegrity: needsIntegrity, injection.listenerPlace)
        changed.body = Self.body(injection, with: tag, of: response.body)
        return Self.answer(changed, to: head)
    }

    /// Has the policies allow the script and the listener, and says so; returns them.
    private func widen(
        _ fields: inout HTTPFields,
        for page: PageScript,
        _ injection: ScriptInjection,
        path: String
    ) -> [String] {
        [HTTPField.Name.contentSecurityPolicy, .contentSecurityPolicyReportOnly].compactMap { name in
            guard let field = fields[name] else { return nil }
            let policy = ContentPolicy(field)
            let widened = page.widened(policy, withListener: injection.listenerPosition != nil)
            fields[name] = widened.field
            guard name == .contentSecurityPolicy else { return widened.field }
            if hasOwnPolicies, !widened.added.isEmpty { notes.widened(by: widened.added, path: path) }
            if let problem = page.problem(policy, in: .field) { notes.say("\(path): \(problem.english)") }
            return widened.field
        }
    }

    /// With where the listener stands, if there is one, and how long it is: so much too large are columns behind it.
    private func tag(withIntegrity hasIntegrity: Bool, _ listener: (line: Int, column: Int)?) -> String {
        let integrity = hasIntegrity ? " integrity=\"\(script.integrity)\"" : ""
        let place = listener.map { " data-listener=\"\($0.line):\($0.column):\(ErrorListener.tag.utf8.count)\"" } ?? ""
        let panel = showsPanel ? "" : " data-panel=\"no\""
        return "<script src=\"\(ReloadScript.path)\"\(integrity)\(place)\(panel)></script>"
    }

    /// What is said of a document holds for its bytes: another tag, no date, no ranges, and a look each time.
    private static func describe(_ changed: inout Response, mark: String) {
        var fields = changed.fields
        fields[.cacheControl] = "no-cache"
        for name in [HTTPField.Name.lastModified, .acceptRanges, .contentEncoding] { fields[name] = nil }
        if let own = fields[.eTag].flatMap({ EntityTag(parsing: $0.utf8) }) {
            fields[.eTag] = EntityTag(opaque: own.opaque + mark, isWeak: own.isWeak).field
        }
        changed = Response(changed.status, fields: fields)
        changed.varies(by: deciding)
    }

    /// As the method and the conditions of the request want it.
    private static func answer(_ response: Response, to head: RequestHead) -> Response {
        var fields = response.fields
        let tag = fields[.eTag].flatMap { EntityTag(parsing: $0.utf8) }
        let preconditions = Preconditions(head.fields.all, now: .now)
        let verdict = preconditions.verdict(method: head.method, Validators(tag: tag))
        guard response.status == .ok, verdict != .proceed else {
            guard head.method == .head else { return response }
            return Response(response.status, fields: fields, body: .omitted(bytes: response.body.length))
        }
        fields[.contentType] = nil
        return Response(verdict == .failed ? .preconditionFailed : .notModified, fields: fields)
    }

    /// What is the site's own in a large file is sent from the disk: who reads slowly holds little in memory.
    private static func body(_ injection: ScriptInjection, with tag: String, of body: Response.Body) -> Response.Body {
        guard case .file(let file, let range) = body, !file.isInMemory else {
            return .bytes(injection.document(with: tag))
        }
        var parts: [Response.Part] = []
        var start = range.lowerBound
        for (position, inserted) in injection.insertions(of: tag) {
            let end = range.lowerBound + position
            if start < end { parts.append(.file(file, start..<end)) }
            parts.append(.bytes(inserted))
            start = end
        }
        if start < range.upperBound { parts.append(.file(file, start..<range.upperBound)) }
        return .parts(parts)
    }

    private static func content(of body: Response.Body) -> ByteBuffer? {
        guard body.length <= maxBytes else { return nil }
        return switch body {
        case .none: ByteBuffer()
        case .bytes(let bytes): bytes
        case .file(let file, let range): try? file.descriptor.read(range.count, from: range.lowerBound)
        case .omitted, .parts: nil
        }
    }

    /// Without quotes; names of parameters are in whatever case (RFC 9110 §8.3.1).
    static func charset(in type: String) -> String? {
        for parameter in type.split(separator: ";").dropFirst() {
            let parts = parameter.split(separator: "=", maxSplits: 1).map { $0.filter { $0 != " " && $0 != "\"" } }
            if parts.count == 2, parts[0].lowercased() == "charset" { return parts[1] }
        }
        return nil
    }
}
