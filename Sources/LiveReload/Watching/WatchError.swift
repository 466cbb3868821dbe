/// Why a directory is not watched at all.
package enum WatchError: Error, Equatable {
    /// There is no such directory, or it may not be looked into; with `errno`.
    case noDirectory(code: CInt)
    /// The process has no descriptors left.
    case noDescriptors(code: CInt)
}
