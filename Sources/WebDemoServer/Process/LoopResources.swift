import NIOCore
import StaticSite
import WebSockets

/// What the connections of one event loop share without a lock: the date, the access log's next batch, zlib's
/// states, and what was found for the requests before.
final class LoopResources {
    /// A batch is written when it has this many lines, or after 100 ms: bounds what a burst of requests keeps in memory.
    private static let maxBatch = 1024
    private static let maxDelay = TimeAmount.milliseconds(100)

    let compressionPool: CompressionPool
    let fieldsMemo = FieldsMemo()
    let knownPaths = KnownPaths()
    var headStarts = HeadStarts()
    /// For answers that are put together and sent at once.
    var scratch = ByteBuffer()

    let eventLoop: any EventLoop
    let logsAccess: Bool
    private let accessLog: AccessLog
    private var dateField = DateField()
    private var batch: [AccessLog.Entry] = []

    init(eventLoop: any EventLoop, accessLog: AccessLog) {
        self.eventLoop = eventLoop
        self.accessLog = accessLog
        logsAccess = accessLog.isEnabled
        compressionPool = CompressionPool(eventLoop: eventLoop)
    }

    /// The line with the time.
    var date: ByteBuffer { dateField.now() }

    func log(_ entry: AccessLog.Entry) {
        batch.append(entry)
        if batch.count == 1 {
            eventLoop.assumeIsolated().scheduleTask(in: Self.maxDelay) { self.writeBatch() }
        } else if batch.count >= Self.maxBatch {
            writeBatch()
        }
    }

    func writeBatch() {
        guard !batch.isEmpty else { return }
        accessLog.write(batch)
        batch.removeAll(keepingCapacity: true)
    }
}

@available(*, unavailable)
extension LoopResources: Sendable {}
