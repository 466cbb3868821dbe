#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Why one address could not be listened on.
struct BindError: Error, CustomStringConvertible {
    let address: String
    let port: Int
    let code: CInt

    /// Another port could do.
    var isAboutPort: Bool { code == EACCES || code == EADDRINUSE }

    /// The machine has no such address, or not this protocol at all.
    var isMissingAddress: Bool { code == EADDRNOTAVAIL || code == EAFNOSUPPORT }

    var reason: String {
        switch code {
        case EACCES: "needs a permission that this user does not have"
        case EADDRINUSE: "is taken by another program"
        default: "cannot be had: \(String(cString: strerror(code)))"
        }
    }

    var description: String {
        isMissingAddress
            ? "\(address) is no address of this machine"
            : "port \(port) on \(address) \(reason)"
    }
}
