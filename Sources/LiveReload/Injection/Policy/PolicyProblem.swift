/// What a policy forbids and what to do about it, for the terminal.
package struct PolicyProblem: Equatable, Sendable {
    package let english: String
    package let chinese: String

    static let sandbox = PolicyProblem(
        english: """
            Content-Security-Policy has "sandbox" without "allow-scripts": the page runs no scripts, so it cannot reload \
            by itself. Add allow-scripts to it while you work on the page.
            """,
        chinese: "Content-Security-Policy 中的 sandbox 没有 allow-scripts：页面不运行脚本，无法自动刷新。开发期间请加上 allow-scripts。"
    )

    private init(english: String, chinese: String) {
        self.english = english
        self.chinese = chinese
    }

    /// `missing` are directives with what has to be added to each. `nil` where nothing is forbidden.
    init?(forbidsScript: Bool, forbidsSocket: Bool, missing: [String]) {
        guard forbidsScript || forbidsSocket else { return nil }
        let script = "live reload's script"
        let socket = "its WebSocket"
        let english = forbidsScript ? forbidsSocket ? "\(script) and \(socket)" : script : "live reload's WebSocket"
        let chinese = forbidsScript ? forbidsSocket ? "自动刷新的脚本和 WebSocket" : "自动刷新的脚本" : "自动刷新的 WebSocket"
        self.init(
            english: """
                The page's <meta http-equiv="Content-Security-Policy"> forbids \(english). Add to it: \
                \(missing.joined(separator: "; "))
                """,
            chinese: """
                页面的 <meta http-equiv="Content-Security-Policy"> 禁止了\(chinese)。请在其中加上：\
                \(missing.joined(separator: "; "))
                """
        )
    }
}
