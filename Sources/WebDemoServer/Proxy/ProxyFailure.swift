import AsyncHTTPClient
import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Why there is no answer of the other server.
enum ProxyFailure: Error, Equatable {
    case refused
    case nameNotFound
    case unreachable
    case connectTimedOut
    case answerTimedOut
    case brokeOff
    case malformed
    case notTrusted
    /// The request has been here before.
    case loop
    case failed

    init(_ error: any Error) {
        self =
            switch error {
            case let failure as ProxyFailure: failure
            case let error as NIOConnectionError: Self.connecting(error)
            case let error as HTTPClientError: Self.client(error)
            case let error as ChannelError: Self.channel(error)
            case is HTTPParserError: .malformed
            case is NIOSSLError, is BoringSSLError, is NIOSSLExtraError: .notTrusted
            case let error as IOError: Self.system(error.errnoCode)
            default: .failed
            }
    }

    /// Whether the other server as a whole is out of reach, and not this one request.
    var isOutage: Bool {
        switch self {
        case .refused, .nameNotFound, .unreachable, .connectTimedOut, .notTrusted: true
        case .answerTimedOut, .brokeOff, .malformed, .loop, .failed: false
        }
    }

    var status: HTTPResponse.Status {
        switch self {
        case .connectTimedOut, .answerTimedOut: .gatewayTimeout
        case .loop: HTTPResponse.Status(code: 508, reasonPhrase: "Loop Detected")
        case .refused, .nameNotFound, .unreachable, .brokeOff, .malformed, .notTrusted, .failed: .badGateway
        }
    }

    /// A name may stand for several addresses, each of which was tried.
    private static func connecting(_ error: NIOConnectionError) -> ProxyFailure {
        let codes = error.connectionErrors.map { ($0.error as? IOError)?.errnoCode }
        if codes.isEmpty { return .nameNotFound }
        if codes.contains(ECONNREFUSED) { return .refused }
        let isTimeout = error.connectionErrors.contains {
            if case .connectTimeout? = $0.error as? ChannelError { true } else { false }
        }
        return isTimeout ? .connectTimedOut : .unreachable
    }

    private static func system(_ code: CInt) -> ProxyFailure {
        switch code {
        case ECONNREFUSED: .refused
        case EHOSTUNREACH, ENETUNREACH, EADDRNOTAVAIL: .unreachable
        case ETIMEDOUT: .connectTimedOut
        default: .brokeOff
        }
    }

    private static func client(_ error: HTTPClientError) -> ProxyFailure {
        switch error {
        case .connectTimeout, .getConnectionFromPoolTimeout, .tlsHandshakeTimeout: .connectTimedOut
        case .readTimeout, .deadlineExceeded: .answerTimedOut
        case .remoteConnectionClosed: .brokeOff
        default: .failed
        }
    }

    private static func channel(_ error: ChannelError) -> ProxyFailure {
        switch error {
        case .connectTimeout: .connectTimedOut
        case .ioOnClosedChannel, .alreadyClosed, .eof, .inputClosed, .outputClosed: .brokeOff
        default: .failed
        }
    }
}
