import NIOCore
import NIOPosix
import StaticSite

/// Sends parts of open files in chunks, the next one when the client has taken the last: what a transfer keeps in memory
/// does not depend on the file or on the client's speed.
///
/// NIO's `FileRegion` would let the kernel send, but when the file becomes shorter meanwhile it tries for ever and holds
/// up the whole event loop. Here the connection ends then: the length that was promised cannot be kept.
struct FileTransfer {
    /// What one transfer keeps in memory.
    static let chunkBytes = 256 << 10

    let parts: [Response.Part]
    let filePool: NIOThreadPool
    let context: ChannelHandlerContext
    /// Kept when the channel has taken the last byte.
    let promise: EventLoopPromise<Void>

    struct FileBecameShorter: Error {}

    func start() {
        send(parts[...])
    }

    private func send(_ rest: ArraySlice<Response.Part>) {
        guard let next = rest.first else { return promise.succeed() }
        switch next {
        case .bytes(let bytes): write(bytes, then: rest.dropFirst())
        case .file(let file, let range): send(file, range, then: rest.dropFirst())
        }
    }

    private func send(_ file: Descriptor, _ range: Range<Int>, then rest: ArraySlice<Response.Part>) {
        let count = min(Self.chunkBytes, range.count)
        let chunk = filePool.runIfActive(eventLoop: context.eventLoop) {
            let chunk = try file.read(count, from: range.lowerBound)
            guard chunk.readableBytes == count else { throw FileBecameShorter() }
            return chunk
        }
        let left = range.dropFirst(count)
        chunk.assumeIsolated().whenComplete { result in
            switch result {
            case .success(let chunk): write(chunk, then: left.isEmpty ? rest : [.file(file, left)] + rest)
            case .failure(let error): fail(error)
            }
        }
    }

    private func write(_ bytes: ByteBuffer, then rest: ArraySlice<Response.Part>) {
        let written = context.eventLoop.makePromise(of: Void.self)
        context.writeAndFlush(NIOAny(bytes), promise: written)
        written.futureResult.assumeIsolated().whenComplete { result in
            switch result {
            case .success: send(rest)
            case .failure(let error): promise.fail(error)
            }
        }
    }

    private func fail(_ error: any Error) {
        context.close(promise: nil)
        promise.fail(error)
    }
}
