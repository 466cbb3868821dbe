/// What a page needs for live reload, and so what a policy is asked about.
struct PolicyTarget {
    let script: PolicyURL
    /// Like `'sha256-…'`.
    let integrity: String
    let socket: PolicyURL
    let origin: PolicyURL
    /// Like `integrity`; `nil` where there is none.
    let listener: String?

    /// `integrity` and `listener` are without quotes.
    init(script: String, integrity: String, socket: String, origin: String, listener: String? = nil) {
        self.script = PolicyURL(script)
        self.integrity = "'\(integrity)'"
        self.socket = PolicyURL(socket)
        self.origin = PolicyURL(origin)
        self.listener = listener.map { "'\($0)'" }
    }
}
