package import HTTPTypes
import NIOCore

/// A directory as a web site: method → path → open → preconditions → coding → range → `Response`, in a straight line.
package final class Site: Sendable {
    /// What the site says to a request.
    package enum Answer: Sendable {
        case response(Response, Origin)
        case listing(DirectoryListing)
    }

    /// Where a response comes from.
    package struct Origin: Sendable {
        package var resource: Resource?
        /// Whether the path named the file or its directory, so that it leads to the same file as long as that is there.
        package var isDirect = false
        /// Whether the next response could have fewer bytes if `compress` were called.
        package var wantsCompressed = false

        package init(resource: Resource? = nil, isDirect: Bool = false, wantsCompressed: Bool = false) {
            self.resource = resource
            self.isDirect = isDirect
            self.wantsCompressed = wantsCompressed
        }
    }

    private static let attempts = 3

    private let root: SiteRoot
    private let options: SiteOptions
    private let cache: FileCache
    private let finder: Finder
    private let loader: ResourceLoader

    package init(root: SiteRoot, sniffer: MagicSniffer, options: SiteOptions = SiteOptions()) {
        self.root = root
        self.options = options
        cache = FileCache(maxBytes: options.maxCachedBytes)
        finder = Finder(root: root, options: options)
        loader = ResourceLoader(
            root: root,
            sniffer: sniffer,
            options: options,
            directories: DirectoryWatches(root: root)
        )
    }

    /// The answer to GET or HEAD. It reads from the file system, so it is asked for on a thread that may block.
    package func answer(to path: RequestPath, _ request: FileRequest, isHead: Bool) throws(SiteError) -> Answer {
        // Whoever saves the file at this very moment makes it another one between two steps.
        for _ in 0..<Self.attempts {
            switch try finder.find(path, isNavigation: request.isNavigation) {
            case .file(let segments, let looked):
                let resource = try resource(segments, looked)
                guard let reply = try reply(resource, looked, request, isHead: isHead) else { continue }
                let isDirect =
                    segments == path.segments || (path.namesDirectory && segments.dropLast() == path.segments[...])
                return .response(
                    reply.response,
                    Origin(resource: resource, isDirect: isDirect, wantsCompressed: reply.wantsCompressed)
                )
            case .moved(let location):
                var fields: HTTPFields = [.location: location, .cacheControl: "no-cache"]
                addFields(to: &fields)
                return .response(Response(.movedPermanently, fields: fields), Origin())
            case .directory(let looked):
                return .listing(try root.listing(of: looked, path: path))
            }
        }
        throw .busy
    }

    /// The same from memory alone, for a path that led to `resource` before; `nil` when that does not do. A look at a file
    /// system of this machine is made where it is due.
    package func quickAnswer(_ resource: Resource, _ request: FileRequest, isHead: Bool) -> Answer? {
        let now = Watch.clock()
        let isFresh =
            root.isRemote ? resource.freshness.isTrusted(at: now) : resource.freshness.holds(in: root, at: now)
        guard isFresh, case .response(let response, let wants) = resource.reply(to: request, isHead: isHead) else {
            return nil
        }
        resource.noteUse()
        return .response(response, Origin(resource: resource, isDirect: true, wantsCompressed: wants))
    }

    /// A page of the site's own for an error, such as `404.html`; `nil` where there is none.
    package func errorPage(_ name: String, _ status: HTTPResponse.Status) -> Response? {
        let known = cache.resource(of: [name])
        let found = (try? root.look(at: [name])).flatMap { try? resource([name], $0) }
        // Where too many files are open, the page as it was known has to do.
        guard let resource = found ?? known, let content = resource.identity.content else { return nil }
        var fields = resource.common.fields
        fields[.cacheControl] = "no-cache"
        fields[.vary] = nil
        return Response(status, fields: fields, body: .bytes(content))
    }

    // MARK: Steps

    private func resource(_ segments: [String], _ looked: Descriptor) throws(SiteError) -> Resource {
        let now = Watch.clock()
        if let kept = cache.resource(of: segments), try looked.status().version == kept.version,
            kept.freshness.holds(in: root, at: now)
        {
            kept.noteUse()
            return kept
        }
        let resource = try loader.load(looked, segments)
        if resource.freshness.isTold { cache.keep(resource) }
        return resource
    }

    /// `nil` when the file became another one meanwhile.
    private func reply(
        _ resource: Resource,
        _ looked: Descriptor,
        _ request: FileRequest,
        isHead: Bool
    ) throws(SiteError) -> (response: Response, wantsCompressed: Bool)? {
        var file: OpenForm?
        while true {
            switch resource.reply(to: request, isHead: isHead, file: file) {
            case .response(let response, let wantsCompressed):
                return (response, wantsCompressed)
            case .needsFile(let form):
                guard file == nil, let descriptor = try open(form, of: resource, looked) else { return nil }
                file = OpenForm(form: form, descriptor: descriptor)
            case .needsCompressed:
                compress(resource)
                guard resource.compressed != nil else { throw .notAcceptable }
            case .notAcceptable:
                throw .notAcceptable
            }
        }
    }

    /// The file that has the bytes of the form; `nil` when it is not in the version that the form is of.
    private func open(_ form: Representation, of resource: Resource, _ looked: Descriptor) throws(SiteError)
        -> Descriptor?
    {
        var looked = looked
        if let coding = form.coding {
            let name = (resource.segments.last ?? "") + coding.fileExtension
            looked = try root.look(at: resource.segments.dropLast() + [name])
        }
        let file = try looked.reopened()
        return try file.status().version == form.version ? file : nil
    }

    // MARK: Compressing

    /// Makes the compressed form, once for all requests; on a thread that may take its time.
    package func compress(_ resource: Resource) {
        guard resource.beginCompressing(), let compressed = try? compressed(resource) else { return }
        resource.keep(compressed)
        cache.recount(resource)
    }

    private func compressed(_ resource: Resource) throws(SiteError) -> Representation? {
        let content: ByteBuffer?
        if let kept = resource.identity.content {
            content = Gzip.compress(kept)
        } else {
            let looked = try root.look(at: resource.segments)
            guard let file = try open(resource.identity, of: resource, looked) else { return nil }
            content = try Gzip.compress(length: resource.version.bytes) { offset throws(SiteError) in
                try file.read(Gzip.pieceBytes, from: offset)
            }
            // What changed while it was read is two halves of two files.
            guard try file.status().version == resource.version else { return nil }
        }
        return content.map {
            Representation(resource.common, .gzip, resource.version, bytes: $0.readableBytes, content: $0, now: .now)
        }
    }

    // MARK: Fields

    /// The fields that all answers of the site have.
    package func addFields(to fields: inout HTTPFields) {
        options.addFields(to: &fields)
    }
}
