import Foundation

/// What happens to the files of a site behind its back. Paths are relative to the site.
extension Sandbox {
    func move(_ path: String, to other: String) throws {
        let from = path == "." ? root : root + "/" + path
        try expect(rename(from, URL(filePath: root + "/" + other).standardized.path) == 0)
    }

    func remove(_ path: String) throws {
        try FileManager.default.removeItem(atPath: root + "/" + path)
    }

    func setModified(_ path: String, to seconds: Int) throws {
        var times = [timespec(tv_sec: seconds, tv_nsec: 0), timespec(tv_sec: seconds, tv_nsec: 0)]
        try expect(utimensat(AT_FDCWD, root + "/" + path, &times, 0) == 0)
    }

    private func expect(_ isDone: Bool) throws {
        guard isDone else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
    }
}
