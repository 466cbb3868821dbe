/// What became of a text, as lines with three lines around each place.
package struct FileDiff: Equatable, Sendable {
    package struct Hunk: Equatable, Sendable {
        /// The number of the first line in the old text and in the new one, from 1.
        package let old: Int
        package let new: Int
        /// Without line ends, each after a space where it stayed, `-` where it went and `+` where it came.
        package var lines: [String]
    }

    package let hunks: [Hunk]
    /// There is more than is kept.
    package let isCut: Bool
}
