/// Why a rule of the proxy cannot be what anybody meant.
package enum ProxyRuleError: Error, Equatable, CustomStringConvertible {
    case prefixIsNoPath
    case prefixIsOurs
    case schemeNotHTTP
    case authorityMalformed
    case targetHasQuery
    case basePathIsNoPath

    package var description: String {
        switch self {
        case .prefixIsNoPath: "a prefix is a path like /api, as browsers send it, without '?', '..' or '//'"
        case .prefixIsOurs: "what is under /_webdemo is webdemo's own"
        case .schemeNotHTTP: "the other server's address begins with http:// or https://"
        case .authorityMalformed:
            "the other server's address has a host, perhaps a port, and no user, like http://127.0.0.1:3000"
        case .targetHasQuery: "the other server's address has no '?' or '#'"
        case .basePathIsNoPath: "the path of the other server's address is like /v1, without '..' or '//'"
        }
    }
}
