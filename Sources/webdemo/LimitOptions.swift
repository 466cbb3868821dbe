import ArgumentParser
import NIOCore
import WebDemoServer
import WebSockets

/// The options that bound what a client may cost. Everything has a limit; these move them.
struct LimitOptions: ParsableArguments {
    private static let webSocket = WebSocketLimits()
    private static let head = HeadLimits()
    private static let timeouts = HTTPTimeouts()
    private static let admission = AdmissionLimits()

    @Option(
        help: help("Bytes of one message, all its frames together", size: webSocket.maxMessageBytes),
        transform: ByteCount.init(argument:)
    )
    var maxMessage = ByteCount(webSocket.maxMessageBytes)

    @Option(
        help: ArgumentHelp("Bytes of one frame (default: as --max-message).", valueName: "size"),
        transform: ByteCount.init(argument:)
    )
    var maxFrame: ByteCount?

    @Option(help: ArgumentHelp("Frames of one message.", valueName: "count"))
    var maxFragments = webSocket.maxFragments

    @Option(
        help: help("Bytes that may wait to be sent to one client", size: webSocket.maxPendingBytes),
        transform: ByteCount.init(argument:)
    )
    var sendBudget = ByteCount(webSocket.maxPendingBytes)

    @Option(
        help: help("How long half of a full send budget may take to be read", time: webSocket.drainTimeout),
        transform: TimeSpan.init(argument:)
    )
    var drainTimeout = TimeSpan(webSocket.drainTimeout)

    @Option(
        help: help("Bytes of the head of one request", size: head.maxHeadBytes),
        transform: ByteCount.init(argument:)
    )
    var maxHeader = ByteCount(head.maxHeadBytes)

    @Option(
        help: help("Bytes of the path and query of one request", size: head.maxTargetBytes),
        transform: ByteCount.init(argument:)
    )
    var maxTarget = ByteCount(head.maxTargetBytes)

    @Option(help: ArgumentHelp("Header fields of one request.", valueName: "count"))
    var maxHeaderFields = head.maxFields

    @Option(
        help: help("From the first byte of a request, or of a handshake, to its last", time: timeouts.request),
        transform: TimeSpan.init(argument:)
    )
    var requestTimeout = TimeSpan(timeouts.request)

    @Option(
        help: help("How long a connection is kept without a request", time: timeouts.idle),
        transform: TimeSpan.init(argument:)
    )
    var idleTimeout = TimeSpan(timeouts.idle)

    @Option(
        help: help("Between two pings; who lets both pass without a sign is given up", time: webSocket.pingInterval),
        transform: TimeSpan.init(argument:)
    )
    var pingInterval = TimeSpan(webSocket.pingInterval)

    @Option(
        help: help("How long a client may take to answer a close", time: webSocket.closeTimeout),
        transform: TimeSpan.init(argument:)
    )
    var closeTimeout = TimeSpan(webSocket.closeTimeout)

    @Option(
        help: ArgumentHelp(
            "WebSockets at a time (default: \(admission.maxConnections), or what the limit of open files allows).",
            valueName: "count"
        )
    )
    var maxConnections: Int?

    @Option(help: ArgumentHelp("WebSockets at a time from one address or IPv6 network.", valueName: "count"))
    var maxConnectionsPerAddress = admission.maxConnectionsPerAddress

    func validate() throws {
        guard maxMessage.bytes <= 2 << 30 else {
            throw ValidationError("--max-message \(maxMessage): at most 2GiB, because a message is held in one buffer.")
        }
        guard (256...16 << 20).contains(maxHeader.bytes) else {
            throw ValidationError("--max-header \(maxHeader): from 256B to 16MiB; every connection may hold as much.")
        }
        guard maxHeaderFields <= 10_000 else {
            throw ValidationError("--max-header-fields \(maxHeaderFields): at most 10000.")
        }
        if let maxConnections, maxConnections > 1_000_000 {
            throw ValidationError(
                "--max-connections \(maxConnections): at most 1000000; no system has more open files."
            )
        }
        let counts = [
            ("--max-fragments", maxFragments), ("--max-header-fields", maxHeaderFields),
            ("--max-connections", maxConnections ?? 1), ("--max-connections-per-address", maxConnectionsPerAddress),
        ]
        for (name, count) in counts where count < 1 { throw ValidationError("\(name) \(count): at least 1.") }
    }

    private static func help(_ text: String, size: Int) -> ArgumentHelp {
        ArgumentHelp("\(text) (default: \(ByteCount(size))).", valueName: "size")
    }

    private static func help(_ text: String, time: TimeAmount) -> ArgumentHelp {
        ArgumentHelp("\(text) (default: \(TimeSpan(time))).", valueName: "time")
    }
}
