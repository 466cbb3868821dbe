import Foundation
import NIOCore
import Testing

@testable import StaticSite

#if os(Linux)
struct MemoryFilesTests {
    private static let content = ByteBuffer(bytes: (0..<100_000).map { UInt8(truncatingIfNeeded: $0 / 7) })

    @Test
    func fileHasTheContent() throws {
        let file = try #require(MemoryFiles().file(with: Self.content))
        #expect(file.isInMemory)
        #expect(file.version.bytes == 100_000)
        #expect(try file.descriptor.read(200_000) == Self.content)
    }

    /// Not even by who may open our descriptors.
    @Test(arguments: [O_WRONLY, O_RDWR, O_WRONLY | O_TRUNC])
    func nobodyCanChangeAFile(flags: CInt) throws {
        let file = try #require(MemoryFiles().file(with: Self.content))
        let number = open("/proc/self/fd/\(file.descriptor.number)", flags)
        if number >= 0 {
            #expect(write(number, "changed", 7) == -1)
            #expect(ftruncate(number, 5) == -1)
            #expect(ftruncate(number, 200_000) == -1)
            close(number)
        }
        #expect(try file.descriptor.read(200_000) == Self.content)
    }

    @Test(arguments: [0, 1, MemoryFiles.minBytes - 1])
    func littleContentIsNotWorthAFile(bytes: Int) {
        #expect(MemoryFiles().file(with: ByteBuffer(repeating: 1, count: bytes)) == nil)
    }

    @Test
    func thereAreNoMoreThanIsAllowed() {
        let files = MemoryFiles(maxCount: 2)
        var kept = [files.file(with: Self.content), files.file(with: Self.content)]
        #expect(kept.allSatisfy { $0 != nil })
        #expect(files.file(with: Self.content) == nil)
        #expect(files.file(with: Self.content) == nil)
        kept.removeLast()
        #expect(files.file(with: Self.content) != nil)
    }

    @Test
    func resourceCountsItsFile() throws {
        let resource = madeResource(bytes: 100_000)
        guard case .file = resource.identity.content else {
            Issue.record("the content is in no file")
            return
        }
        #expect(resource.bytesInMemory >= 100_000)
    }
}
#endif
