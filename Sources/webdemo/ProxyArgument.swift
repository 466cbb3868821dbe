import ArgumentParser
import WebDemoServer

extension ProxyRule {
    /// `/api=http://127.0.0.1:3000`. Throws `ValidationError` for what is no path and no server's address.
    init(argument: String) throws {
        guard let (prefix, target) = argument.cut(at: UInt8(ascii: "=")) else {
            throw ValidationError("write a path and another server's address, as in /api=http://127.0.0.1:3000.")
        }
        do {
            try self.init(prefix: prefix, target: ProxyTarget(target))
        } catch {
            throw ValidationError("\(error).")
        }
    }
}
