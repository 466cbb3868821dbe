#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A descriptor of our own for a channel's socket, closed with the last reference to it: another thread can write to it
/// and never meets the number of a socket that was closed and given to somebody else meanwhile.
final class SocketDescriptor: Sendable {
    private let number: CInt

    var handle: SocketHandle { SocketHandle(number) }

    /// `nil` where no descriptor is left.
    init?(duplicating handle: SocketHandle) {
        guard let copy = handle.duplicated() else { return nil }
        number = copy
    }

    deinit {
        close(number)
    }
}
