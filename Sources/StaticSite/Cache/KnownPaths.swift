package import NIOCore

/// What the paths of requests led to lately, by their bytes as they were sent: one event loop's own, so that nothing is
/// locked for a request. The resources belong to the file cache; those it has let go of are forgotten here.
package final class KnownPaths {
    /// Bounds the memory: a path can be written in many ways.
    private static let maxPaths = 32_768

    private struct Place {
        weak var resource: Resource?
    }

    private var places: [ByteBuffer: Place] = [:]

    package init() {}

    package func resource(at path: ByteBuffer) -> Resource? {
        places[path]?.resource
    }

    package func keep(_ resource: Resource, at path: ByteBuffer) {
        if places.count >= Self.maxPaths { places.removeAll(keepingCapacity: true) }
        // A copy: the path is a piece of the buffer that a whole read went into.
        places[ByteBuffer(bytes: path.readableBytesView)] = Place(resource: resource)
    }
}

@available(*, unavailable)
extension KnownPaths: Sendable {}
