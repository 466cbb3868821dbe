import StaticSite
import TestSupport

/// A file of random bytes as a site keeps it in memory.
struct FileInMemory {
    let bytes: [UInt8]
    private let file: OpenFile

    struct IsElsewhere: Error {}

    init(count: Int) throws {
        var random = SeededGenerator(seed: 1)
        bytes = (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &random) }
        let directory = try TemporaryDirectory()
        try directory.write(bytes, to: "a.bin")
        var options = SiteOptions()
        options.maxCachedFileBytes = count
        let site = Site(root: try SiteRoot(path: directory.path), sniffer: MagicSniffer(), options: options)
        guard case .file(let file, _) = try site.response(to: RequestPath(target: "/a.bin")).body, file.isInMemory
        else {
            throw IsElsewhere()
        }
        self.file = file
    }

    func part(_ range: Range<Int>) -> Response.Part { .file(file, range) }
}
