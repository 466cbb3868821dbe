package import Foundation

/// A directory of its own for a test, removed with the last reference to it.
package final class TemporaryDirectory: Sendable {
    package let url: URL
    /// Kept as long as what is in it.
    package let parent: TemporaryDirectory?

    package var path: String { url.path }

    package init() throws {
        parent = nil
        url = URL(fileURLWithPath: "/tmp/webdemo-test-\(UInt64.random(in: .min ... .max))")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: false)
    }

    package init(_ name: String, in parent: TemporaryDirectory) throws {
        self.parent = parent
        url = parent.url.appending(path: name)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: false)
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }

    /// Writes a file, and the directories on the way to it.
    package func write(_ contents: some Sequence<UInt8>, to path: String) throws {
        let file = url.appending(path: path)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(contents).write(to: file)
    }

    package func write(_ text: String, to path: String) throws {
        try write(text.utf8, to: path)
    }

    /// Says that a file was last written at this time, in seconds since 1970.
    package func setModified(_ path: String, to seconds: Int) throws {
        let time = Date(timeIntervalSince1970: Double(seconds))
        try FileManager.default.setAttributes([.modificationDate: time], ofItemAtPath: url.appending(path: path).path)
    }

    package func remove(_ path: String) throws {
        try FileManager.default.removeItem(at: url.appending(path: path))
    }

    /// Makes a symbolic link; `target` is written into it as it is.
    package func link(_ path: String, to target: String) throws {
        let link = url.appending(path: path)
        try FileManager.default.createDirectory(at: link.deletingLastPathComponent(), withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(atPath: link.path, withDestinationPath: target)
    }
}
