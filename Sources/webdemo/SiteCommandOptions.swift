import ArgumentParser
import HTTPTypes
import StaticSite
import WebDemoServer
import WebSockets

/// The options for what the directory's files become.
struct SiteCommandOptions: ParsableArguments {
    private static let usual = SiteOptions()

    @Flag(inversion: .prefixedNo, help: "Show what is in a directory that has no index.html.")
    var listing = false

    @Flag(inversion: .prefixedNo, help: "Answer /about with about.html.")
    var cleanUrls = false

    @Option(
        help: ArgumentHelp(
            "Answer with this file of the directory where there is none, as one-page apps need it.",
            valueName: "file"
        ),
        transform: RequestPath.init(fileArgument:)
    )
    var spa: RequestPath?

    @Option(
        name: .customLong("type"),
        help: ArgumentHelp(
            "The media type of an extension, as in glsl=text/plain; may be repeated.",
            valueName: "ext=type"
        ),
        transform: TypeRule.init(argument:)
    )
    var types: [TypeRule] = []

    @Option(
        name: .customLong("cache"),
        help: ArgumentHelp(
            "The Cache-Control of files, as in '*.png=max-age=3600'; may be repeated, the first that fits counts.",
            valueName: "glob=value"
        ),
        transform: CacheRule.init(argument:)
    )
    var cacheRules: [CacheRule] = []

    @Option(
        name: .customLong("header"),
        help: ArgumentHelp("A header field of every answer; may be repeated.", valueName: "name: value"),
        transform: AddedField.init(argument:)
    )
    var fields: [AddedField] = []

    @Option(
        name: .customLong("proxy"),
        help: ArgumentHelp(
            "Pass a path on to another server, as in /api=http://127.0.0.1:3000; may be repeated.",
            valueName: "path=url"
        ),
        transform: ProxyRule.init(argument:)
    )
    var proxies: [ProxyRule] = []

    @Option(
        help: ArgumentHelp("An origin whose scripts may read the files, or * for all.", valueName: "origin"),
        transform: Self.crossOrigin
    )
    var cors: String?

    @Option(
        help: ArgumentHelp(
            "Bytes of all files kept in memory; 0 for none (default: \(ByteCount(usual.maxCachedBytes))).",
            valueName: "size"
        ),
        transform: ByteCount.init(argumentOrZero:)
    )
    var fileCache = ByteCount(usual.maxCachedBytes)

    @Option(
        help: ArgumentHelp(
            "Bytes of one file kept in memory; 0 for none (default: \(ByteCount(usual.maxCachedFileBytes))).",
            valueName: "size"
        ),
        transform: ByteCount.init(argumentOrZero:)
    )
    var fileCacheMaxFile = ByteCount(usual.maxCachedFileBytes)

    func validate() throws {
        let prefixes = proxies.map(\.shownPrefix)
        for (index, prefix) in prefixes.enumerated() where prefixes[..<index].contains(prefix) {
            throw ValidationError("--proxy \(proxies[index]): a rule for \(prefix) was given before.")
        }
        guard fileCacheMaxFile.bytes <= 1 << 30 else {
            throw ValidationError(
                "--file-cache-max-file \(fileCacheMaxFile): at most 1GiB, because a file in memory is one buffer."
            )
        }
    }

    func apply(to options: inout ServerOptions) {
        options.proxies = proxies
        options.site.showsListings = listing
        options.site.cleanURLs = cleanUrls
        options.site.fallback = spa
        let types = types.map { ($0.fileExtension, $0.type) }
        options.site.types = MediaTypes(additional: Dictionary(types) { _, last in last })
        options.site.cacheRules = CacheRules(rules: cacheRules.map { ($0.glob, $0.value) })
        options.site.fields = HTTPFields(fields.map(\.field))
        options.site.allowedCrossOrigin = cors
        options.site.maxCachedBytes = fileCache.bytes
        options.site.maxCachedFileBytes = fileCacheMaxFile.bytes
    }

    private static func crossOrigin(_ argument: String) throws -> String {
        guard argument != "*" else { return argument }
        guard let origin = Origin(argument) else {
            throw ValidationError("write *, or scheme://host or scheme://host:port, as in http://localhost:5173.")
        }
        return origin.description
    }
}
