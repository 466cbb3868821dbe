package import NIOCore

/// What the paths of requests led to lately, by their bytes as they were sent: one event loop's own, so that nothing is
/// locked for a request. The resources belong to the file cache; those it has let go of are forgotten here.
package final class KnownPaths {
    /// Longer ones are looked up anew each time: bounds the memory, with `maxPaths`.
    private static let maxPathBytes = 1024

    private struct Place {
        weak var resource: Resource?
    }

    /// Equal where the bytes are: two strings are also equal where they are two spellings of a letter. Most paths are so
    /// short that a string holds them in itself.
    private struct Path: Hashable {
        let text: String

        static func == (one: Path, other: Path) -> Bool {
            one.text.utf8.elementsEqual(other.text.utf8)
        }

        func hash(into hasher: inout Hasher) {
            var text = text
            text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        }
    }

    private var places: [Path: Place] = [:]

    private let maxPaths: Int

    /// `maxPaths` bounds the memory: a path can be written in many ways.
    package init(maxPaths: Int = 32_768) {
        self.maxPaths = maxPaths
    }

    package func resource(at path: ByteBuffer) -> Resource? {
        places[Path(text: String(buffer: path))]?.resource
    }

    package func keep(_ resource: Resource, at path: ByteBuffer) {
        guard path.readableBytes <= Self.maxPathBytes else { return }
        if places.count >= maxPaths { places.removeAll(keepingCapacity: true) }
        places[Path(text: String(buffer: path))] = Place(resource: resource)
    }
}

@available(*, unavailable)
extension KnownPaths: Sendable {}
