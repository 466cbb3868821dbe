import NIOCore
import NIOPosix
import StaticSite

/// Sends parts of open files. Where it can, the file pool writes to the socket itself; what that has no room for, and
/// everything on channels without a socket of their own, goes through the channel in chunks, the next one when the last
/// was taken. What a transfer keeps in memory depends neither on the file nor on the client's speed.
///
/// NIO's `FileRegion` tries for ever when the file becomes shorter, and waits for the disk on the event loop. Here the disk
/// is waited for by the file pool, and the connection ends when the length that was promised cannot be kept.
final class FileTransfer {
    /// What a transfer keeps in memory where all goes through the channel.
    static let chunkBytes = 64 << 10
    /// What waits in the channel, and so tells us when the client has made room to go on beside it.
    static let pilotBytes = 16 << 10
    /// How long a client may take nothing at all. The system of one that reads 1 KiB a second was seen to say nothing for
    /// two minutes, until it had room for as much as it likes to announce.
    static let stallInterval = TimeAmount.seconds(300)

    private var parts: ArraySlice<Response.Part>
    /// What was sent last of the file that comes next.
    private var tail = ByteBuffer()
    private let socket: SocketDescriptor?
    private let filePool: NIOThreadPool
    private let context: ChannelHandlerContext
    private let promise: EventLoopPromise<Void>
    /// Whether something was written to the channel that still waits for a flush.
    private var isFlushDue: Bool
    private let watch: StallWatch

    /// `socket`: the channel's, where what is written to the channel appears in it as it is. `isFlushDue`: a head was written
    /// before, and leaves together with the first bytes. `promise` is kept when the last byte was taken; a failure closes
    /// the connection and fails it.
    init(
        of parts: [Response.Part],
        socket: SocketHandle?,
        isFlushDue: Bool = true,
        stallInterval: TimeAmount = FileTransfer.stallInterval,
        filePool: NIOThreadPool,
        context: ChannelHandlerContext,
        promise: EventLoopPromise<Void>
    ) {
        self.parts = parts[...]
        self.isFlushDue = isFlushDue
        self.filePool = filePool
        self.context = context
        self.promise = promise
        watch = StallWatch(context, interval: stallInterval)
        self.socket = socket.flatMap { SocketDescriptor(duplicating: $0) }
    }

    /// Called once.
    func start() {
        watch.start()
        promise.futureResult.assumeIsolated().whenComplete { _ in self.watch.stop() }
        sendNext()
    }

    private func sendNext() {
        while case .bytes(let bytes)? = parts.first {
            context.write(NIOAny(bytes), promise: nil)
            isFlushDue = true
            parts.removeFirst()
        }
        if case .file(let file, let range)? = parts.first {
            send(range, of: file)
        } else if isFlushDue {
            context.writeAndFlush(NIOAny(ByteBuffer()), promise: promise)
        } else {
            promise.succeed()
        }
    }

    private func send(_ range: Range<Int>, of file: OpenFile) {
        let step = TransferStep(
            file: file,
            range: range,
            tail: tail,
            // What the channel holds goes first.
            socket: isFlushDue ? nil : socket,
            chunkBytes: socket == nil ? Self.chunkBytes : Self.pilotBytes
        )
        let done = filePool.runIfActive(eventLoop: context.eventLoop) { try step.run() }
        done.assumeIsolated().whenComplete { result in
            switch result {
            case .success(let outcome): self.went(outcome, in: file)
            case .failure(let error): self.fail(error)
            }
        }
    }

    private func went(_ step: TransferStep.Outcome, in file: OpenFile) {
        watch.steps += 1
        // Our descriptor would keep the connection open and take bytes after the channel was closed.
        guard context.channel.isActive else { return promise.fail(ChannelError.ioOnClosedChannel) }
        tail = step.range.isEmpty ? ByteBuffer() : step.tail
        if step.range.isEmpty { parts.removeFirst() } else { parts[parts.startIndex] = .file(file, step.range) }
        if let chunk = step.chunk { write(chunk) } else { sendNext() }
    }

    private func write(_ chunk: ByteBuffer) {
        let written = context.eventLoop.makePromise(of: Void.self)
        context.writeAndFlush(NIOAny(chunk), promise: written)
        isFlushDue = false
        written.futureResult.assumeIsolated().whenComplete { result in
            switch result {
            case .success: self.sendNext()
            case .failure(let error): self.promise.fail(error)
            }
        }
    }

    private func fail(_ error: any Error) {
        context.close(promise: nil)
        promise.fail(error)
    }
}

@available(*, unavailable)
extension FileTransfer: Sendable {}
