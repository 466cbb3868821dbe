import NIOCore

extension Site {
    /// Makes the compressed form for the requests to come, after `beginCompressing` said yes; on a thread that may take
    /// its time.
    package func compress(_ resource: Resource) {
        do throws(SiteError) {
            try makeCompressed(of: resource)
        } catch {
            resource.giveUpCompressing()
        }
    }

    func makeCompressed(of resource: Resource) throws(SiteError) {
        resource.finishCompressing(try compressed(resource))
        cache.recount(resource)
    }

    /// `nil` when there is nothing to gain.
    private func compressed(_ resource: Resource) throws(SiteError) -> Representation? {
        let content: ByteBuffer?
        if case .buffer(let kept)? = resource.identity.content {
            content = Gzip.compress(kept)
        } else {
            let looked = try root.look(at: resource.segments)
            guard let file = try open(resource.identity, of: resource, looked)?.descriptor else { return nil }
            content = try Gzip.compress(length: resource.version.bytes) { offset throws(SiteError) in
                try file.read(Gzip.pieceBytes, from: offset)
            }
            // What changed while it was read is two halves of two files.
            guard try file.status().version == resource.version else { return nil }
        }
        return content.map {
            Representation(resource.common, .gzip, resource.version, bytes: $0.readableBytes, content: $0, now: .now)
        }
    }
}
