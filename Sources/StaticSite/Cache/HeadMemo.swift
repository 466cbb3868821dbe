package import NIOCore
import Synchronization

/// A place for the bytes that a head was turned into, kept with what the head says: it is sent again and again. Whoever
/// turns heads into bytes fills it.
package final class HeadMemo: Sendable {
    private final class Bytes: Sendable {
        let buffer: ByteBuffer

        init(_ buffer: ByteBuffer) {
            self.buffer = buffer
        }
    }

    private let bytes = AtomicLazyReference<Bytes>()

    package init() {}

    /// The bytes; `make` is asked for them the first time, on several threads perhaps.
    package func buffer(_ make: () -> ByteBuffer) -> ByteBuffer {
        if let bytes = bytes.load() { return bytes.buffer }
        return bytes.storeIfNil(Bytes(make())).buffer
    }
}
