package import HTTPTypes
package import NIOCore

/// What is the same in every sending of a response, as bytes: the end of its head and, where that is little, its content.
package struct PreparedBytes: Sendable {
    /// Turns a status, fields and the length of the content into the end of a head. Whoever knows the protocol gives it.
    package typealias Writer = @Sendable (HTTPResponse.Status, HTTPFields, _ contentLength: Int) -> ByteBuffer

    /// Content up to this stands behind its head: one piece of memory is found and sent faster than two.
    private static let maxContentBytes = 16 << 10

    /// Head and content.
    package let bytes: ByteBuffer
    private let headBytes: Int

    package init(head: ByteBuffer, content: ByteBuffer? = nil) {
        headBytes = head.readableBytes
        var bytes = head
        if let content, content.readableBytes <= Self.maxContentBytes { bytes.writeImmutableBuffer(content) }
        self.bytes = bytes
    }

    package var hasContent: Bool { bytes.readableBytes > headBytes }

    /// Appends the head alone. Not as a buffer, which would have to be made and counted first.
    package func writeHead(to buffer: inout ByteBuffer) {
        bytes.withUnsafeReadableBytes { bytes in
            _ = buffer.writeBytes(UnsafeRawBufferPointer(rebasing: bytes.prefix(headBytes)))
        }
    }

    /// Appends the head, and the content where it stands behind it.
    package func writeAll(to buffer: inout ByteBuffer) {
        bytes.withUnsafeReadableBytes { _ = buffer.writeBytes($0) }
    }

    /// The content where it stands behind the head.
    package var content: ByteBuffer? {
        let length = bytes.readableBytes - headBytes
        return length > 0 ? bytes.getSlice(at: bytes.readerIndex + headBytes, length: length) : nil
    }
}
