import Demos
import NIOCore

/// What the pages ask the server itself for, by its path.
enum PageService: String, CaseIterable, Sendable {
    /// How a page came here.
    case here = "/_webdemo/here"
    /// The script of live reload.
    case reloadScript = "/_webdemo/reload.js"
    /// The script of LiveReload's protocol.
    case liveReloadScript = "/livereload.js"
    case code = "/_webdemo/qr.svg"
    /// The steps from a key to `Sec-WebSocket-Accept`.
    case accept = "/_webdemo/accept"
    /// A handshake with something wrong, sent by the server to itself.
    case handshake = "/_webdemo/handshake"
    case compression = "/_webdemo/compression"
    /// The teacher's link.
    case teacher = "/_webdemo/teacher"
    /// The last tick of the clock, the next one, and all of them.
    case clockNow = "/_webdemo/clock/now"
    case clockNext = "/_webdemo/clock/next"
    case clockEvents = "/_webdemo/clock/events"
    /// What following the clock cost.
    case clockCounts = "/_webdemo/clock/counts"

    /// What the server needs for itself is below this.
    static let prefix = "/_webdemo/"

    /// LiveReload's script is there with its endpoint; else the name is free for a file.
    func isOffered(with catalog: DemoCatalog) -> Bool {
        self != .liveReloadScript || catalog.demo(at: LiveReload7.path) != nil
    }
}

/// Who asks, as far as the request does not say it.
struct Asker: Sendable {
    var connection: UInt64 = 0
    /// Which one it is on its connection, from 1.
    var request = 1
    var client: SocketAddress?
    /// Where the connection arrived.
    var server: SocketAddress?
}
