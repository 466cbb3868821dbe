import Crypto
import HTTPTypes
import NIOCore
import StaticSite

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// `/_webdemo/reload.js`: what makes a page follow its files, in one piece, made of the parts in `Public/reload`.
struct ReloadScript: Sendable {
    static let path = PageService.reloadScript.rawValue

    private let bytes: ByteBuffer
    private let tag: EntityTag
    /// As it stands in a policy and in an `integrity` attribute (SRI §3.5).
    let integrity: String

    /// `nil` where the parts are not there.
    init?(partsIn directory: String) {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: directory) else { return nil }
        let parts = names.filter { $0.hasSuffix(".js") }.sorted().compactMap { name in
            FileManager.default.contents(atPath: "\(directory)/\(name)").map {
                "// \(name)\n" + String(decoding: $0, as: UTF8.self)
            }
        }
        guard !parts.isEmpty else { return nil }
        self.init(parts: parts)
    }

    /// Each only declares; one of them declares `start`.
    init(parts: [String]) {
        let text = "(() => {\n\"use strict\";\n" + parts.joined(separator: "\n") + "\nstart();\n})();\n"
        bytes = ByteBuffer(string: text)
        let digest = Data(SHA256.hash(data: Data(text.utf8))).base64EncodedString()
        integrity = "sha256-" + digest
        tag = EntityTag(opaque: digest)
    }

    /// Nobody elsewhere gets it: a page that had it would be told what changes here.
    func response(to head: RequestHead) -> Response {
        guard !head.isForeign else {
            return .problem(.forbidden, "The script of live reload is for pages of this server.")
        }
        let fields: HTTPFields = [
            .cacheControl: "no-cache", .eTag: tag.field, .crossOriginResourcePolicy: "same-origin",
        ]
        let preconditions = Preconditions(head.fields.all, now: .now)
        guard preconditions.verdict(method: head.method, Validators(tag: tag)) == .proceed else {
            return Response(.notModified, fields: fields)
        }
        var all = fields
        all[.contentType] = "text/javascript; charset=utf-8"
        let body = head.method == .head ? Response.Body.omitted(bytes: bytes.readableBytes) : .bytes(bytes)
        return Response(.ok, fields: all, body: body)
    }
}
