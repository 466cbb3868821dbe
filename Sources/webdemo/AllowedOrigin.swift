import ArgumentParser
import WebSockets

extension Origin {
    /// Throws `ValidationError` for what no browser sends.
    init(argument: String) throws {
        guard let origin = Origin(argument) else {
            throw ValidationError(
                "write null, or scheme://host or scheme://host:port without a path, as in http://localhost:5173."
            )
        }
        self = origin
    }
}
