import NIOCore
import Testing

@testable import StaticSite

struct KnownPathsTests {
    private let resource = madeResource()

    @Test func pathIsKnownByItsBytes() {
        let paths = KnownPaths()
        paths.keep(resource, at: ByteBuffer(string: "/\u{E9}"))
        #expect(paths.resource(at: ByteBuffer(string: "/\u{E9}")) === resource)
        for other in ["/e\u{301}", "/%C3%A9", "/\u{E9}/", "", "/"] {
            #expect(paths.resource(at: ByteBuffer(string: other)) == nil)
        }
    }

    @Test func pathInALongerBufferIsKnown() throws {
        let paths = KnownPaths()
        let read = ByteBuffer(string: "GET /a HTTP/1.1")
        paths.keep(resource, at: try #require(read.getSlice(at: 4, length: 2)))
        #expect(paths.resource(at: ByteBuffer(string: "/a")) === resource)
    }

    @Test func laterResourceCounts() {
        let (paths, later) = (KnownPaths(), madeResource())
        paths.keep(resource, at: ByteBuffer(string: "/a"))
        paths.keep(later, at: ByteBuffer(string: "/a"))
        #expect(paths.resource(at: ByteBuffer(string: "/a")) === later)
    }

    @Test func pathsAreBoundedByTheirNumber() {
        let paths = KnownPaths(maxPaths: 10)
        for number in 0..<95 {
            let path = ByteBuffer(string: "/\(number)")
            paths.keep(resource, at: path)
            #expect(paths.resource(at: path) === resource)
        }
        #expect((0..<95).count { paths.resource(at: ByteBuffer(string: "/\($0)")) != nil } == 5)
    }

    @Test(arguments: [(1024, true), (1025, false)])
    func longPathIsNotKept(_ bytes: Int, _ isKept: Bool) {
        let paths = KnownPaths()
        let path = ByteBuffer(string: "/" + String(repeating: "a", count: bytes - 1))
        paths.keep(resource, at: path)
        #expect((paths.resource(at: path) === resource) == isKept)
    }
}

extension KnownPaths {
    func resource(at path: ByteBuffer) -> Resource? {
        path.withUnsafeReadableBytes { resource(at: $0) }
    }
}
