import Foundation

/// Where the socket calls differ between Linux and macOS.
extension TCPSocket {
    #if canImport(Glibc)
    static let streamType = Int32(SOCK_STREAM.rawValue)
    /// From the first moment on no child inherits the socket.
    static let closeOnExec = Int32(SOCK_CLOEXEC.rawValue)
    #else
    static let streamType = SOCK_STREAM
    static let closeOnExec: Int32 = 0
    #endif

    /// A closed peer is an error of `send`, not a signal that ends the test process; macOS has `SO_NOSIGPIPE` for it.
    #if canImport(Darwin)
    static let noSignal: Int32 = 0
    #else
    static let noSignal = Int32(MSG_NOSIGNAL)
    #endif
}
