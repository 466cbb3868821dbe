/// Why what a client sent is no request that can be answered. The connection ends after the answer, because where the
/// next request would begin is not known.
enum RequestError: Error, Equatable {
    case malformed(String)
    case targetTooLong(limit: Int)
    case headTooLarge(limit: Int)
    case tooManyFields(limit: Int)
    case timedOut
    case transferCodingUnknown
    case versionNotSupported
}
