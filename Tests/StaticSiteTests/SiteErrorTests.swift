import Foundation
import Testing

@testable import StaticSite

struct SiteErrorTests {
    @Test(
        arguments: [
            (ENOENT, .notFound), (ENOTDIR, .notFound), (ELOOP, .notFound), (ENAMETOOLONG, .notFound),
            (EXDEV, .notFound),
            (ENXIO, .notFound), (EACCES, .forbidden), (EPERM, .forbidden), (EMFILE, .busy), (ENFILE, .busy),
        ] as [(CInt, SiteError)]
    )
    func codeOfTheSystemHasAMeaning(_ code: CInt, _ error: SiteError) {
        #expect(SiteError(errno: code, "open") == error)
    }

    @Test func unexpectedCodeNamesTheCall() throws {
        guard case .failed(let what) = SiteError(errno: EIO, "pread") else {
            Issue.record("EIO is nobody's mistake")
            return
        }
        #expect(what.hasPrefix("pread: "))
        #expect(what.count > "pread: ".count)
    }
}
