package import NIOCore

/// The zlib states that the connections of one event loop borrow, each for one message. To be used on that loop alone.
package final class CompressionPool {
    /// States of each kind that wait to be borrowed: bounds what a burst leaves behind, to 1.2 MiB with the options as
    /// they come. One message is deflated at a time, for agreements that mostly are the same; inflating states are
    /// borrowed for as long as a message arrives, but cost little to make.
    private static let maxWaiting = 4

    private let eventLoop: any EventLoop
    private let idleTime: TimeAmount
    /// Those given back last are last.
    private var deflaters: [Deflater] = []
    private var inflaters: [Inflater] = []
    private var lastUse = NIODeadline.uptimeNanoseconds(0)
    private var release: Scheduled<Void>?
    /// Where bytes wait between two steps of one call.
    var scratch = ByteBuffer()

    /// States that nobody borrowed for `idleTime` are freed.
    package init(eventLoop: any EventLoop, idleTime: TimeAmount = .seconds(30)) {
        self.eventLoop = eventLoop
        self.idleTime = idleTime
    }

    /// A state that knows no earlier message; `nil` when there is no memory for one.
    package func takeDeflater(for agreed: PerMessageDeflate) -> Deflater? {
        if let index = deflaters.lastIndex(where: { $0.suits(agreed) }) { return deflaters.remove(at: index) }
        return Deflater(windowBits: agreed.serverMaxWindowBits, memoryLevel: agreed.memoryLevel, level: agreed.level)
    }

    /// A state that knows no earlier message, for every window; `nil` when there is no memory for one.
    package func takeInflater() -> Inflater? {
        inflaters.popLast() ?? Inflater(windowBits: 15)
    }

    /// Whoever gives a state back must not use it any more.
    package func giveBack(_ deflater: Deflater) {
        deflater.reset()
        // The one that waited longest goes: nobody may need its kind any more.
        if deflaters.count == Self.maxWaiting { deflaters.removeFirst() }
        deflaters.append(deflater)
        used()
    }

    package func giveBack(_ inflater: Inflater) {
        inflater.reset()
        if inflaters.count < Self.maxWaiting { inflaters.append(inflater) }
        used()
    }

    private func used() {
        lastUse = eventLoop.now
        if release == nil { scheduleRelease() }
    }

    /// One task for many uses: it looks, when it runs, whether it is too early. It does not keep the pool alive, and is
    /// not cancelled with it: a server lets go of its pools when their loops have ended.
    private func scheduleRelease() {
        release = eventLoop.assumeIsolated().scheduleTask(deadline: lastUse + idleTime) { [weak self] in
            self?.releaseIdle()
        }
    }

    private func releaseIdle() {
        release = nil
        guard !deflaters.isEmpty || !inflaters.isEmpty else { return }
        guard lastUse + idleTime <= eventLoop.now else { return scheduleRelease() }
        deflaters = []
        inflaters = []
        scratch = ByteBuffer()
    }
}

extension Deflater {
    fileprivate func suits(_ agreed: PerMessageDeflate) -> Bool {
        windowBits == agreed.serverMaxWindowBits && memoryLevel == agreed.memoryLevel && level == agreed.level
    }
}

@available(*, unavailable)
extension CompressionPool: Sendable {}
