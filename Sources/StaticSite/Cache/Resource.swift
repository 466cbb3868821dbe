import HTTPTypes
import NIOCore
import Synchronization

/// One state of a file of the site with all that answers need of it, so that whatever is said about the file agrees.
package final class Resource: Sendable {
    private enum Compressing: UInt8, AtomicRepresentable {
        case notYet
        /// Also when it is done, or was found to gain nothing.
        case begun
    }

    /// The name that was found, from the root.
    let segments: [String]
    let version: FileVersion
    let mediaType: String
    /// Whether gzip would make it smaller, and nobody has put a gzipped file beside it.
    let isCompressible: Bool
    let identity: Representation
    /// The coded files beside the file.
    let sidecars: [Representation]
    let common: Representation.Common
    let freshness: Freshness
    private let made = AtomicLazyReference<Representation>()
    private let compressing = Atomic(Compressing.notYet)
    private let wasUsed = Atomic(true)

    init(
        segments: [String],
        version: FileVersion,
        mediaType: String,
        isCompressible: Bool,
        common: Representation.Common,
        identity: Representation,
        sidecars: [Representation],
        freshness: Freshness
    ) {
        self.segments = segments
        self.version = version
        self.mediaType = mediaType
        self.isCompressible = isCompressible
        self.common = common
        self.identity = identity
        self.sidecars = sidecars
        self.freshness = freshness
    }

    // MARK: Content codings

    /// What was compressed on the fly, once it is there.
    var compressed: Representation? { made.load() }

    /// Whether somebody who compressed the file might make use of it.
    var awaitsCompressing: Bool {
        isCompressible && freshness.isTold && compressing.load(ordering: .relaxed) == .notYet
    }

    /// Whether nobody else has begun; who is told yes compresses the file, or ends it.
    package func beginCompressing() -> Bool {
        compressing.compareExchange(expected: .notYet, desired: .begun, ordering: .relaxed).exchanged
    }

    /// The next one may try again.
    package func endCompressing() {
        compressing.store(.notYet, ordering: .relaxed)
    }

    func keep(_ compressed: Representation) {
        _ = made.storeIfNil(compressed)
    }

    // MARK: Room in memory

    /// What this takes of the cache's room: the contents, and a little for everything about them.
    var bytesInMemory: Int {
        let representations = sidecars + [identity] + (compressed.map { [$0] } ?? [])
        return representations.reduce(1024) { $0 + 512 + $1.bytesInMemory }
    }

    func noteUse() {
        if !wasUsed.load(ordering: .relaxed) { wasUsed.store(true, ordering: .relaxed) }
    }

    /// Whether this was used since the last time that this was asked.
    func takeUse() -> Bool {
        wasUsed.exchange(false, ordering: .relaxed)
    }
}
