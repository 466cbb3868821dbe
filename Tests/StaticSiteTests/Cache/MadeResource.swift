import HTTPTypes
import NIOCore

@testable import StaticSite

/// A resource of no file, long settled, with so many bytes of content.
func madeResource(
    _ name: String = "a.css",
    bytes: Int = 1000,
    isKept: Bool = true,
    isCompressible: Bool = false,
    sidecars: [(coding: ContentCoding, bytes: Int)] = [],
    keepsSidecars: Bool = true
) -> Resource {
    let version = madeVersion(bytes)
    let common = Representation.Common(
        fields: [.contentType: "text/css"],
        lastModified: HTTPDate(version.modified),
        writer: { status, _, length in ByteBuffer(string: "\(status.code) \(length)|") },
        memoryFiles: MemoryFiles()
    )
    return Resource(
        segments: [name],
        version: version,
        mediaType: "text/css",
        isCompressible: isCompressible,
        common: common,
        identity: madeForm(common, nil, bytes, isKept: isKept),
        sidecars: sidecars.map { madeForm(common, $0.coding, $0.bytes, isKept: keepsSidecars) },
        freshness: Freshness(of: [], now: .now)
    )
}

func madeVersion(_ bytes: Int) -> FileVersion {
    let time = FileTime(seconds: 1_000_000_000)
    return FileVersion(device: 1, inode: 1, bytes: bytes, modified: time, changed: time)
}

func madeForm(_ common: Representation.Common, _ coding: ContentCoding?, _ bytes: Int, isKept: Bool = true)
    -> Representation
{
    let content = isKept ? ByteBuffer(repeating: UInt8(ascii: "a"), count: bytes) : nil
    return Representation(common, coding, madeVersion(bytes), content: content, now: .now)
}

extension Freshness {
    /// Of files whose names are trusted for ever.
    init(of versions: [FileVersion], now: FileTime) {
        let file = Watch(["a"], nil, checked: .max)
        self.init(file: file, directory: nil, others: [], versions: versions, now: now, isRemote: false)
    }
}
