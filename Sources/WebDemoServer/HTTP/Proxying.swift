import NIOCore

/// The requests that are passed on to other servers.
extension HTTPConnection {
    /// Takes what there is of the body, `limit` bytes at most. Returns what comes behind it.
    func nextBodyPiece(upTo limit: Int, into bytes: inout ByteBuffer) -> BodyReader.Piece {
        while true {
            let piece = state.nextBodyPiece(&input, limit: limit - bytes.readableBytes)
            guard case .content(var content) = piece else { return piece }
            if bytes.readableBytes == 0 { bytes = content } else { bytes.writeBuffer(&content) }
            guard bytes.readableBytes < limit else { return piece }
        }
    }
}
