import HTTPTypes
import NIOCore

/// A directory as a web site: a path becomes a response in a straight line, path → open → media type → `Response`.
///
/// The calls read from the file system, so they are made on a thread that may block.
package struct Site: Sendable {
    /// Larger files are not read into memory but sent from their descriptor.
    static let maxBytesInMemory = 256 << 10

    private let root: SiteRoot
    private let sniffer: MagicSniffer
    private let types: MediaTypes

    package init(root: SiteRoot, sniffer: MagicSniffer, types: MediaTypes = MediaTypes()) {
        self.root = root
        self.sniffer = sniffer
        self.types = types
    }

    /// The answer to GET; HEAD gets the same without its body.
    package func response(to path: RequestPath) throws(SiteError) -> Response {
        let looked = try root.look(at: path.segments)
        switch try looked.kind() {
        case .directory where path.namesDirectory:
            return try indexResponse(in: path)
        case .directory:
            return redirect(to: path.encoded + "/" + path.query)
        case .file(let bytes) where !path.namesDirectory:
            return try response(with: looked, bytes: bytes, name: path.segments.last ?? "")
        case .file, .link, .other:
            throw .notFound
        }
    }

    private func indexResponse(in path: RequestPath) throws(SiteError) -> Response {
        let name = "index.html"
        do throws(SiteError) {
            let index = try root.look(at: path.segments + [name])
            guard case .file(let bytes) = try index.kind() else { throw .noIndex }
            return try response(with: index, bytes: bytes, name: name)
        } catch {
            throw error == .notFound ? .noIndex : error
        }
    }

    private func response(with looked: Descriptor, bytes: Int, name: String) throws(SiteError) -> Response {
        let file = try looked.reopened()
        let isSmall = bytes <= Self.maxBytesInMemory
        let start = try file.read(isSmall ? bytes : MagicSniffer.sampleBytes)
        let type = mediaType(name: name, start: start, isWhole: isSmall)
        return Response(
            .ok,
            fields: [.contentType: type, .cacheControl: "no-cache"],
            body: isSmall ? .bytes(start) : .file(file, 0..<bytes)
        )
    }

    private func mediaType(name: String, start: ByteBuffer, isWhole: Bool) -> String {
        let type = types.named(by: name) ?? sniffer.guess(start).type
        let charset = Charset.parameter(type: type, start: start, isWhole: isWhole) { sniffer.guess(start).encoding }
        return charset.map { "\(type); charset=\($0)" } ?? type
    }

    private func redirect(to location: String) -> Response {
        Response(.movedPermanently, fields: [.location: location, .cacheControl: "no-cache"])
    }
}
