import HTTPTypes
import NIOCore
import StaticSite
import Synchronization

/// Who started the server may see all connections: a link that works once, on this machine alone, is exchanged for a
/// cookie. The link may stand on a projector.
final class TeacherAccess: Sendable {
    private static let cookie = "webdemo-teacher"

    private struct State {
        var token: String? = TeacherAccess.secret()
        var cookie: String?
    }

    /// Where the link leads to.
    private let page: String
    private let state = Mutex(State())

    init(page: String = WireView.path) {
        self.page = page
    }

    /// What stands behind `?` in the link.
    var linkQuery: String? { state.withLock { $0.token.map { "token=\($0)" } } }

    /// The answer to the link.
    func answer(_ head: RequestHead, _ token: String, from asker: Asker) -> Response {
        // Looking at it does not use it up.
        guard head.method == .get, head.fields.all[.secPurpose] == nil else {
            return .problem(.forbidden, "The teacher's link is for going there.")
        }
        return answer(token, from: asker)
    }

    func answer(_ token: String, from asker: Asker) -> Response {
        guard ClientAddress(asker.client) == nil, asker.client != nil else {
            return .problem(
                .forbidden,
                "The teacher's link works on the computer that webdemo runs on, and nowhere else."
            )
        }
        let cookie = state.withLock { state -> String? in
            guard let expected = state.token, Self.isSame(expected, token) else { return nil }
            state.token = nil
            state.cookie = Self.secret()
            return state.cookie
        }
        guard let cookie else {
            return .problem(
                .forbidden,
                "The teacher's link works once, and this one was used or is not right. Start webdemo again for a new one."
            )
        }
        return Response(
            .seeOther,
            fields: [
                .location: page, .cacheControl: "no-store",
                .setCookie: "\(Self.cookie)=\(cookie); Path=/; HttpOnly; SameSite=Strict",
            ]
        )
    }

    /// Whether the request bears the cookie.
    func isTeacher(_ fields: HTTPFields) -> Bool {
        guard let expected = state.withLock(\.cookie) else { return false }
        return fields[values: .cookie].joined(separator: ";").utf8.split(separator: UInt8(ascii: ";")).contains {
            pair in
            let pair = pair.drop { $0 == UInt8(ascii: " ") }
            let name = "\(Self.cookie)=".utf8
            return pair.starts(with: name) && Self.isSame(expected, String(Substring(pair.dropFirst(name.count))))
        }
    }

    /// The value of a Cookie field without it, for who has no business with it; `nil` where nothing else is in it.
    static func withoutItsCookie(_ value: String) -> String? {
        let name = "\(cookie)=".utf8
        let pairs = value.utf8.split(separator: UInt8(ascii: ";")).map { $0.drop { $0 == UInt8(ascii: " ") } }
        let others = pairs.filter { !$0.starts(with: name) }
        guard others.count < pairs.count else { return value }
        return others.isEmpty ? nil : others.map { String(Substring($0)) }.joined(separator: "; ")
    }

    /// Takes as long whatever is wrong.
    private static func isSame(_ expected: String, _ given: String) -> Bool {
        guard expected.utf8.count == given.utf8.count else { return false }
        return zip(expected.utf8, given.utf8).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }

    private static func secret() -> String {
        (0..<16).map { _ in UInt8.random(in: .min ... .max) }.hexadecimal
    }
}
