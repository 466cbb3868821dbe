import Logging
import WebDemoServer

/// Runs a real server on a free port for the time of a test.
func withServer(
    _ options: ServerOptions,
    _ body: @Sendable (Server) async throws -> Void
) async throws {
    var options = options
    if options.ports.isEmpty { options.ports = [0] }
    let server = try await Server.start(options, logger: Logger(label: "test", factory: SwiftLogNoOpLogHandler.init))
    do {
        try await body(server)
    } catch {
        try await server.stop()
        throw error
    }
    try await server.stop()
}
