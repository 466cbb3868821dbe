import NIOCore
import Synchronization

/// Lets connections become WebSockets as long as there are places, and takes the places back when they close.
final class Admission: Sendable {
    private let places: Mutex<Places>

    init(_ limits: AdmissionLimits) {
        places = Mutex(Places(limits))
    }

    /// Called once for a channel.
    func admit(_ channel: any Channel) throws(Places.Shortage) {
        let client = ClientAddress(channel.remoteAddress)
        try places.withLock { places throws(Places.Shortage) in try places.take(for: client) }
        channel.closeFuture.whenComplete { _ in
            self.places.withLock { $0.giveBack(for: client) }
        }
    }
}
