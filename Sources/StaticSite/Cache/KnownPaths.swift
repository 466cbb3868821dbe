package import NIOCore

/// What the paths of requests led to lately, by their bytes as they were sent: one event loop's own, so that nothing is
/// locked for a request. The resources belong to the file cache, and those it has let go of are not found here.
package final class KnownPaths {
    /// Longer ones are looked up anew each time: bounds the memory, with `maxPaths`.
    private static let maxPathBytes = 1024

    private final class Place {
        /// Most are so short that a string holds them in itself.
        let path: String
        weak var resource: Resource?

        init(_ path: UnsafeRawBufferPointer, _ resource: Resource) {
            self.path = String(decoding: path, as: UTF8.self)
            self.resource = resource
        }

        /// By the bytes: two strings are also equal where they are two spellings of a letter.
        func isAt(_ other: UnsafeRawBufferPointer) -> Bool {
            path.utf8.withContiguousStorageIfAvailable { UnsafeRawBufferPointer($0).isEqual(to: other) } ?? false
        }
    }

    /// By the hash of the path: of two with the same one the later is known.
    private var places: [Int: Place] = [:]

    private let maxPaths: Int

    /// `maxPaths` bounds the memory: a path can be written in many ways.
    package init(maxPaths: Int = 32_768) {
        self.maxPaths = maxPaths
    }

    package func resource(at path: UnsafeRawBufferPointer) -> Resource? {
        guard let place = places[Self.hash(path)], place.isAt(path) else { return nil }
        return place.resource
    }

    package func keep(_ resource: Resource, at path: ByteBuffer) {
        guard path.readableBytes <= Self.maxPathBytes else { return }
        if places.count >= maxPaths { places.removeAll(keepingCapacity: true) }
        path.withUnsafeReadableBytes { path in
            places[Self.hash(path)] = Place(path, resource)
        }
    }

    private static func hash(_ path: UnsafeRawBufferPointer) -> Int {
        var hasher = Hasher()
        hasher.combine(bytes: path)
        return hasher.finalize()
    }
}

@available(*, unavailable)
extension KnownPaths: Sendable {}
