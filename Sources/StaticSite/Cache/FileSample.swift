import NIOCore

/// The bytes of an open file, all of them or how it begins, and the version that they are of.
struct FileSample {
    /// How often a file is read that changes while it is read. Whoever changes it more often gets what was read last, as
    /// the version that it was before: nobody takes that for what the file is later.
    private static let attempts = 3

    let file: OpenFile
    /// All of it, or what there is to guess its type from.
    let start: ByteBuffer
    var version: FileVersion { file.version }

    /// `nil` where it is larger than what is kept.
    let whole: ByteBuffer?

    init(of file: Descriptor, maxBytes: Int) throws(SiteError) {
        var (version, start) = (try file.status().version, ByteBuffer())
        for attempt in 1...Self.attempts {
            start = try file.read(version.bytes <= maxBytes ? version.bytes : MagicSniffer.sampleBytes)
            let after = try file.status().version
            if after == version || attempt == Self.attempts { break }
            version = after
        }
        self.file = OpenFile(file, version)
        self.start = start
        whole = version.bytes <= maxBytes && start.readableBytes == version.bytes ? start : nil
    }
}
