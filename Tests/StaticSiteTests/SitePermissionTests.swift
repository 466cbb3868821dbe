import Foundation
import StaticSite
import Testing

struct SitePermissionTests {
    @Test(.enabled(if: geteuid() != 0, "root may read every file of a usual file system"))
    func unreadableFileIsForbidden() throws {
        let sandbox = try Sandbox()
        try sandbox.write("locked.txt", Sandbox.secret)
        try #require(chmod(sandbox.root + "/locked.txt", 0) == 0)
        #expect(throws: SiteError.forbidden) { try sandbox.response("/locked.txt") }
    }

    @Test(.enabled(if: geteuid() != 0, "root may enter every directory"))
    func fileInAClosedDirectoryIsForbidden() throws {
        let sandbox = try Sandbox()
        try sandbox.write("closed/a.txt", Sandbox.secret)
        try #require(chmod(sandbox.root + "/closed", 0) == 0)
        defer { chmod(sandbox.root + "/closed", 0o755) }
        #expect(throws: SiteError.forbidden) { try sandbox.response("/closed/a.txt") }
    }

    #if os(Linux)
    /// A switch that can only be written: even root is refused here.
    @Test(.enabled(if: access("/proc/sys/vm/compact_memory", F_OK) == 0, "this kernel has no such file"))
    func fileThatNotEvenRootMayReadIsForbidden() throws {
        let site = Site(root: try SiteRoot(path: "/proc/sys/vm"), sniffer: MagicSniffer())
        #expect(throws: SiteError.forbidden) { try site.response(to: RequestPath(target: "/compact_memory")) }
    }
    #endif
}
