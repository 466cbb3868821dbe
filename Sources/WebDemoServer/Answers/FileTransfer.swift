import NIOCore
import NIOPosix
import StaticSite

/// Sends an open file in chunks, the next one when the client has taken the last: what a transfer keeps in memory does
/// not depend on the file or on the client's speed.
///
/// NIO's `FileRegion` would let the kernel send, but when the file becomes shorter meanwhile it tries for ever and holds
/// up the whole event loop. Here the connection ends then: the length that was promised cannot be kept.
struct FileTransfer {
    /// What one transfer keeps in memory.
    static let chunkBytes = 256 << 10

    let file: Descriptor
    let length: Int
    let filePool: NIOThreadPool
    let context: ChannelHandlerContext
    /// Kept when the channel has taken the last byte.
    let promise: EventLoopPromise<Void>

    struct FileBecameShorter: Error {}

    func start() {
        send(from: 0)
    }

    private func send(from offset: Int) {
        let count = min(Self.chunkBytes, length - offset)
        let chunk = filePool.runIfActive(eventLoop: context.eventLoop) { [file] in
            let chunk = try file.read(count, from: offset)
            guard chunk.readableBytes == count else { throw FileBecameShorter() }
            return chunk
        }
        chunk.assumeIsolated().whenComplete { result in
            switch result {
            case .success(let chunk): write(chunk, nextOffset: offset + count)
            case .failure(let error): fail(error)
            }
        }
    }

    private func write(_ chunk: ByteBuffer, nextOffset: Int) {
        guard nextOffset < length else {
            context.writeAndFlush(NIOAny(chunk), promise: promise)
            return
        }
        let written = context.eventLoop.makePromise(of: Void.self)
        context.writeAndFlush(NIOAny(chunk), promise: written)
        written.futureResult.assumeIsolated().whenComplete { result in
            switch result {
            case .success: send(from: nextOffset)
            case .failure(let error): promise.fail(error)
            }
        }
    }

    private func fail(_ error: any Error) {
        context.close(promise: nil)
        promise.fail(error)
    }
}
