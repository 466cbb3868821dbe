/// What is watched, and how much that may cost.
package struct WatchOptions: Sendable {
    /// Bounds what is read at the start.
    static let maxBackgroundBytes = 512 << 20

    package var ignored = IgnoreRules()
    /// Files and directories; bounds the memory, about 200 bytes for each.
    package var maxNames = 1_000_000
    /// Names on the way to a file; bounds what links that lead in circles cost.
    package var maxDepth = 100
    package var timing = WatchTiming()

    /// As if the kernel had no more watches.
    var maxWatches: Int?
    /// As if the kernel told nothing.
    var pollsOnly = false
    /// What to take the file system of a directory for.
    var fileSystem: (@Sendable ([String]) -> FileSystemKind)?
    /// As if a directory could not be read, with this `errno`.
    var readFailure: (@Sendable ([String]) -> CInt?)?

    package init() {}
}
