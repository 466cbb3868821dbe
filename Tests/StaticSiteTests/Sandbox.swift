import Foundation
import HTTPTypes
import NIOCore

@testable import StaticSite

/// A temporary directory with a site in it, and room for what must not be seen beside the site.
final class Sandbox: Sendable {
    static let secret = "TOP-SECRET"

    /// The parent of the site.
    let outside: String
    let root: String

    init() throws {
        let name = FileManager.default.temporaryDirectory.appending(path: "webdemo-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: name + "/site", withIntermediateDirectories: true)
        outside = name
        root = name + "/site"
    }

    deinit {
        try? FileManager.default.removeItem(atPath: outside)
    }

    /// `path` is relative to the site; `../` leads beside it. Directories on the way are made.
    func write(_ path: String, _ content: String) throws {
        try write(path, Data(content.utf8))
    }

    func write(_ path: String, _ content: Data) throws {
        try directoryOf(path)
        let file = open(root + "/" + path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        try check(file >= 0)
        try FileHandle(fileDescriptor: file, closeOnDealloc: true).write(contentsOf: content)
    }

    /// By the system's own call, because Foundation's trap at some of these names.
    func directory(_ path: String) throws {
        var place = root
        for name in path.utf8.split(separator: UInt8(ascii: "/")) {
            place += "/" + String(Substring(name))
            try check(mkdir(place, 0o755) == 0 || errno == EEXIST)
        }
    }

    func link(_ path: String, to target: String) throws {
        try directoryOf(path)
        try check(symlink(target, root + "/" + path) == 0)
    }

    func fifo(_ path: String) throws {
        try check(mkfifo(root + "/" + path, 0o644) == 0)
    }

    private func directoryOf(_ path: String) throws {
        let names = path.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
        try directory(names.dropLast().joined(separator: "/"))
    }

    private func check(_ isDone: Bool) throws {
        guard isDone else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
    }

    func site(_ change: (inout SiteOptions) -> Void = { _ in }) throws -> Site {
        var options = SiteOptions()
        change(&options)
        return Site(root: try SiteRoot(path: root), sniffer: MagicSniffer(), options: options)
    }

    func response(_ target: String) throws -> Response {
        try site().response(to: RequestPath(target: target))
    }

    func content(_ target: String) throws -> String {
        try response(target).content
    }

    func contentType(_ target: String) throws -> String? {
        try response(target).fields[.contentType]
    }
}

extension Response {
    /// What a client would get as the body.
    var content: String {
        switch body {
        case .none, .omitted: ""
        case .bytes(let buffer): String(buffer: buffer)
        case .file(let file, let range): Part.file(file, range).content
        case .parts(let parts): parts.map(\.content).joined()
        }
    }
}

extension Response.Part {
    fileprivate var content: String {
        switch self {
        case .bytes(let buffer): String(buffer: buffer)
        case .file(let file, let range):
            (try? file.descriptor.read(range.count, from: range.lowerBound)).map { String(buffer: $0) } ?? "unreadable"
        }
    }
}

extension Site {
    /// The answer to GET, or to HEAD, with these fields.
    func response(to path: RequestPath, _ fields: HTTPFields = [:], isHead: Bool = false) throws(SiteError) -> Response
    {
        switch try answer(to: path, FileRequest(fields), isHead: isHead) {
        case .response(let response, _): response
        case .listing: throw .failed("a listing")
        }
    }
}

extension Site {
    /// One whose responses are prepared with nothing.
    convenience init(root: SiteRoot, sniffer: MagicSniffer, options: SiteOptions = SiteOptions()) {
        self.init(root: root, sniffer: sniffer, options: options) { _, _, _ in ByteBuffer() }
    }
}
