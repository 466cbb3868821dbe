package import HTTPTypes
package import NIOCore
import Synchronization

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
        /// Whether the path leads to this resource as long as it is current.
        package var isLasting = false
        /// Whether the next response could have fewer bytes if `compress` were called.
        package var wantsCompressed = false

        package init(resource: Resource? = nil, isLasting: Bool = false, wantsCompressed: Bool = false) {
            self.resource = resource
            self.isLasting = isLasting
            self.wantsCompressed = wantsCompressed
        }
    }

    private static let attempts = 3

    let root: SiteRoot
    package let options: SiteOptions
    let cache: FileCache
    let finder: Finder
    private let loader: ResourceLoader
    private let notedChanges = Atomic(0)

    /// `writer` makes the bytes that answers are prepared with.
    package init(
        root: SiteRoot,
        sniffer: MagicSniffer,
        options: SiteOptions = SiteOptions(),
        writer: @escaping PreparedBytes.Writer
    ) {
        self.root = root
        self.options = options
        cache = FileCache(maxBytes: options.keepsFiles ? options.maxCachedBytes : 0)
        finder = Finder(root: root, options: options)
        loader = ResourceLoader(
            root: root,
            sniffer: sniffer,
            options: options,
            directories: DirectoryWatches(root: root),
            writer: writer
        )
    }

    /// The answer to GET or HEAD. It reads from the file system, so it is asked for on a thread that may block.
    package func answer(to path: RequestPath, _ request: FileRequest, isHead: Bool) throws(SiteError) -> Answer {
        // Whoever saves the file at this very moment makes it another one between two steps.
        for _ in 0..<Self.attempts {
            let moment = root.moment
            switch try finder.find(path, isNavigation: request.isNavigation) {
            case .file(let segments, let looked, let way):
                let (resource, file) = try resource(segments, looked, moment: moment)
                guard var reply = try reply(resource, looked, file, request, isHead: isHead) else { continue }
                if way == .fallback { reply.response.varies(by: FileRequest.fieldsOfNavigation) }
                let origin = Origin(
                    resource: resource,
                    isLasting: way == .direct && resource.freshness.isTold,
                    wantsCompressed: reply.wantsCompressed && options.keepsFiles
                )
                return .response(reply.response, origin)
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
    package func preparedAnswer(_ resource: Resource, _ request: FileRequest, isHead: Bool, at now: NIODeadline)
        -> PreparedAnswer?
    {
        let freshness = resource.freshness
        let now = now.uptimeNanoseconds
        let isFresh = freshness.isRemote ? freshness.isTrusted(at: now) : freshness.holds(in: root, at: now)
        guard isFresh, let answer = resource.preparedAnswer(to: request, isHead: isHead) else { return nil }
        resource.noteUse()
        return answer
    }

    // MARK: Steps

    /// Gives the open file, too, where it had to be read.
    func resource(
        _ segments: [String],
        _ looked: Descriptor,
        moment: UInt64
    ) throws(SiteError) -> (resource: Resource, file: OpenFile?) {
        if let kept = cache.resource(of: segments), try looked.status().version == kept.version,
            kept.freshness.holds(in: root, at: Watch.clock())
        {
            kept.noteUse()
            return (kept, nil)
        }
        let noted = notedChanges.load(ordering: .acquiring)
        let (resource, file) = try loader.load(looked, segments, moment: moment)
        if resource.freshness.isTold { cache.keep(resource) }
        // Whoever noted a change meanwhile did not find it in the cache.
        if notedChanges.load(ordering: .acquiring) != noted { resource.freshness.distrust() }
        return (resource, file)
    }

    /// `nil` when the file became another one meanwhile.
    private func reply(
        _ resource: Resource,
        _ looked: Descriptor,
        _ known: OpenFile?,
        _ request: FileRequest,
        isHead: Bool
    ) throws(SiteError) -> (response: Response, wantsCompressed: Bool)? {
        var form = known.map { OpenForm(form: resource.identity, file: $0) }
        while true {
            switch resource.reply(to: request, isHead: isHead, file: form) {
            case .response(let response, let wantsCompressed):
                return (response, wantsCompressed)
            case .needsFile(let needed):
                guard form?.form !== needed, let file = try open(needed, of: resource, looked) else { return nil }
                form = OpenForm(form: needed, file: file)
            case .needsCompressed:
                // Whoever else makes it may take a while longer.
                try makeCompressed(of: resource)
            case .notAcceptable:
                throw .notAcceptable
            }
        }
    }

    /// The file that has the bytes of the form; `nil` when it is not in the version that the form is of.
    func open(
        _ form: Representation,
        of resource: Resource,
        _ looked: Descriptor
    ) throws(SiteError) -> OpenFile? {
        var looked = looked
        if let coding = form.coding {
            let name = (resource.segments.last ?? "") + coding.fileExtension
            looked = try root.look(at: resource.segments.dropLast() + [name])
        }
        let file = try looked.reopened()
        return try file.status().version == form.version ? OpenFile(file, form.version) : nil
    }

    // MARK: Changes

    /// Somebody has seen that the file, or one beside it, was changed: it is looked at again sooner than usual. Without a
    /// name that is all files.
    package func noteChange(of segments: [String]) {
        notedChanges.wrappingAdd(1, ordering: .acquiringAndReleasing)
        guard !segments.isEmpty else { return cache.forEach { $0.freshness.distrust() } }
        cache.resource(of: segments)?.freshness.distrust()
        let name = segments.last ?? ""
        for coding in ContentCoding.allCases where name.hasSuffix(coding.fileExtension) {
            let coded = segments.dropLast() + [String(name.dropLast(coding.fileExtension.count))]
            cache.resource(of: Array(coded))?.freshness.distrust()
        }
    }

    // MARK: Fields

    /// Whether there is such a file now.
    package func hasFile(_ segments: [String]) -> Bool {
        (try? finder.file(segments, .direct)) != nil
    }

    /// Whether a fallback was chosen and its file is not there.
    package var lacksFallback: Bool {
        guard let fallback = options.fallback else { return false }
        return (try? finder.file(fallback.segments, .fallback)) == nil
    }

    /// Whether pages of other origins may read the site.
    package var allowsOtherOrigins: Bool { options.allowedCrossOrigin != nil }

    /// The fields that all answers of the site have.
    package func addFields(to fields: inout HTTPFields) {
        options.addFields(to: &fields)
    }
}
