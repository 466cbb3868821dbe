package import HTTPTypes

extension Site {
    /// A page of the site's own for an error, such as `404.html`; `nil` where there is none.
    package func errorPage(_ name: String, _ status: HTTPResponse.Status) -> Response? {
        guard let (resource, body) = errorPage(name) else { return nil }
        var fields = resource.common.fields
        fields[.cacheControl] = "no-cache"
        fields[.vary] = options.fallback == nil ? nil : FileRequest.fieldsOfNavigation
        return Response(status, fields: fields, body: body)
    }

    private func errorPage(_ name: String) -> (Resource, Response.Body)? {
        do throws(SiteError) {
            let moment = root.moment
            guard case .file(let segments, let looked, _) = try finder.file([name], .direct) else { return nil }
            let (resource, file) = try resource(segments, looked, moment: moment)
            if let body = resource.identity.wholeBody { return (resource, body) }
            var opened = file
            if opened == nil { opened = try open(resource.identity, of: resource, looked) }
            return opened.map { (resource, .file($0, 0..<resource.version.bytes)) }
        } catch {
            // Where too many files are open, the page as it was known has to do.
            guard error == .busy, let known = cache.resource(of: [name]) else { return nil }
            return known.identity.wholeBody.map { (known, $0) }
        }
    }
}
