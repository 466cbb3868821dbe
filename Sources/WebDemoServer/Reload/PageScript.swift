import LiveReload

/// The script and the socket of live reload, under the addresses by which a page knows them.
struct PageScript {
    private let script: String
    private let integrity: String
    private let socket: String
    private let origin: String

    init(of script: ReloadScript, for head: RequestHead) {
        let authority = head.authority ?? "localhost"
        origin = "http://\(authority)"
        self.script = origin + ReloadScript.path
        socket = "ws://\(authority)\(ReloadView.path)"
        integrity = script.integrity
    }

    func widened(_ policy: ContentPolicy, withListener hasListener: Bool) -> (field: String, added: [String]) {
        policy.widened(
            script: script,
            integrity: integrity,
            socket: socket,
            pageOrigin: origin,
            listener: hasListener ? ErrorListener.hash : nil
        )
    }

    func problem(_ policy: ContentPolicy, in place: ContentPolicy.Place) -> PolicyProblem? {
        policy.problem(in: place, script: script, integrity: integrity, socket: socket, pageOrigin: origin)
    }
}
