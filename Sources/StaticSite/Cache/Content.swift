package import NIOCore

/// The bytes of a form of a file, kept in memory.
package enum Content: Sendable {
    case buffer(ByteBuffer)
    /// Of a file in memory.
    case file(OpenFile)

    /// `nil` where the range is outside.
    func part(_ range: Range<Int>) -> Response.Part? {
        switch self {
        case .buffer(let buffer):
            buffer.getSlice(at: buffer.readerIndex + range.lowerBound, length: range.count).map { .bytes($0) }
        case .file(let file): .file(file, range)
        }
    }

    var bytesInMemory: Int {
        switch self {
        case .buffer(let buffer): buffer.storageCapacity
        // Whole pages.
        case .file(let file): (file.version.bytes + 4095) & ~4095
        }
    }
}
