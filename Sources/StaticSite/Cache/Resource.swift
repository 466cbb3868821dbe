import HTTPTypes
import NIOCore
import Synchronization

/// One state of a file of the site with all that answers need of it, so that whatever is said about the file agrees.
package final class Resource: Sendable {
    private enum Compressing: UInt8, AtomicRepresentable {
        case notYet
        /// Also when it is done.
        case begun
        case gainsNothing
    }

    // What every answer looks at stands together at the front: memory comes in lines of 64 bytes.
    let identity: Representation
    /// The coded files beside the file.
    let sidecars: [Representation]
    /// Whether gzip would make it smaller, and nobody has put a gzipped file beside it.
    let isCompressible: Bool
    private let wasUsed = Atomic(true)
    private let compressing = Atomic(Compressing.notYet)
    private let made = AtomicLazyReference<Representation>()
    let freshness: Freshness
    /// The name that was found, from the root.
    let segments: [String]
    let version: FileVersion
    let mediaType: String
    let common: Representation.Common

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

    /// Whether there is no such form yet and could be one.
    var lacksCompressed: Bool {
        isCompressible && compressed == nil && compressing.load(ordering: .relaxed) != .gainsNothing
    }

    /// Whether somebody who compressed the file would do so for the next, too, and nobody does yet.
    var awaitsCompressing: Bool {
        isCompressible && freshness.isTold && compressing.load(ordering: .relaxed) == .notYet
    }

    /// Whether nobody else has begun; who is told yes compresses the file, or gives up.
    package func beginCompressing() -> Bool {
        compressing.compareExchange(expected: .notYet, desired: .begun, ordering: .relaxed).exchanged
    }

    /// `nil` where it is not worthwhile, and not to be tried again.
    func finishCompressing(_ compressed: Representation?) {
        if let compressed { _ = made.storeIfNil(compressed) }
        compressing.store(compressed == nil ? .gainsNothing : .begun, ordering: .relaxed)
    }

    /// Another one may try.
    package func giveUpCompressing() {
        compressing.store(.notYet, ordering: .relaxed)
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
