/// What is watched, and how much that may cost.
package struct WatchOptions: Sendable {
    package var ignored = IgnoreRules()
    /// Files and directories; bounds the memory, about 150 bytes for each.
    package var maxNames = 1_000_000
    /// Names on the way to a file; bounds what links that lead in circles cost.
    package var maxDepth = 100

    package init() {}
}
