package import NIOCore

/// Turns files into gzip members (RFC 1952) where that makes them smaller.
package enum Gzip {
    /// In less than this the head and trailer eat the gain, and a packet is sent anyway.
    package static let minBytes = 256
    /// Bounds what one request costs: a tenth to a third of a second of one core, and as much memory.
    package static let maxBytes = 8 << 20

    /// How much is read and given to zlib at once.
    static let pieceBytes = 64 << 10
    /// What must be left, of a hundred bytes, for the receiver's work to be worthwhile.
    static let maxPercentLeft = 90
    /// HTML and JavaScript from two large source trees: 18.6 and 29.1 % were left at 97 and 61 MB/s. Level 6 gave 18.3 and
    /// 28.8 % at 72 and 46 MB/s, level 4 gave 19.3 and 29.9 % at 122 and 80 MB/s, level 9 nothing more at 45 and 25 MB/s.
    static let level: Int32 = 5

    /// `nil` when it is not worthwhile.
    package static func compress(_ input: ByteBuffer) -> ByteBuffer? {
        compress(length: input.readableBytes) { offset in
            let count = min(pieceBytes, input.readableBytes - offset)
            return input.getSlice(at: input.readerIndex + offset, length: count) ?? ByteBuffer()
        }
    }

    /// The same for `length` bytes that come in pieces: `read` is asked for those from an offset on, as many as it likes to
    /// give. `nil` also when the file has become shorter, and for lengths outside `minBytes...maxBytes`.
    package static func compress<Failure>(
        length: Int,
        read: (_ offset: Int) throws(Failure) -> ByteBuffer
    ) throws(Failure) -> ByteBuffer? {
        guard (minBytes...maxBytes).contains(length), let stream = GzipStream(level: level) else { return nil }
        // The last size that is too large.
        let limit = (length * maxPercentLeft + 99) / 100
        var output = ByteBuffer()
        var offset = 0
        while offset < length {
            let piece = try read(offset)
            let count = min(piece.readableBytes, length - offset)
            guard count > 0, let bytes = piece.getSlice(at: piece.readerIndex, length: count) else { return nil }
            offset += count
            stream.compress(bytes, to: &output, isLast: offset == length, limit: limit)
            guard output.readableBytes < limit else { return nil }
        }
        return output
    }
}
