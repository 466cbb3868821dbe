import Foundation
import NIOCore
import StaticSite
import TestSupport

/// A file of random bytes as a site opens it.
struct OpenedFile {
    let bytes: [UInt8]
    let file: OpenFile
    private let directory: TemporaryDirectory

    struct WasReadAtOnce: Error {}

    /// `count` must be more than a site reads into memory (256 KiB).
    init(count: Int, seed: UInt64 = 1) throws {
        var random = SeededGenerator(seed: seed)
        bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            let raw = UnsafeMutableRawBufferPointer(buffer)
            for offset in stride(from: 0, to: count - 7, by: 8) {
                raw.storeBytes(of: random.next(), toByteOffset: offset, as: UInt64.self)
            }
            initialized = count / 8 * 8
        }
        directory = try TemporaryDirectory()
        try directory.write(bytes, to: "a.bin")
        let site = Site(root: try SiteRoot(path: directory.path), sniffer: MagicSniffer())
        guard case .file(let file, _) = try site.response(to: RequestPath(target: "/a.bin")).body else {
            throw WasReadAtOnce()
        }
        self.file = file
    }

    func part(_ range: Range<Int>) -> Response.Part { .file(file, range) }

    var whole: Response.Part { part(0..<bytes.count) }

    func truncate(to count: Int) throws {
        let file = try FileHandle(forWritingTo: directory.url.appending(path: "a.bin"))
        try file.truncate(atOffset: UInt64(count))
        try file.close()
    }

    func append(_ more: [UInt8]) throws {
        let file = try FileHandle(forWritingTo: directory.url.appending(path: "a.bin"))
        try file.seekToEnd()
        try file.write(contentsOf: Data(more))
        try file.close()
    }

    /// Writes in place, as some editors do: the file ends up as long as `new`.
    func overwrite(_ new: [UInt8]) throws {
        let file = try FileHandle(forWritingTo: directory.url.appending(path: "a.bin"))
        try file.truncate(atOffset: 0)
        try file.write(contentsOf: Data(new))
        try file.close()
    }
}
