import ArgumentParser
import Globs

/// `--cache GLOB=VALUE`: the `Cache-Control` of files whose path fits.
struct CacheRule {
    let glob: Glob
    let value: String

    /// Throws `ValidationError` for a pattern that no path fits, and for what cannot be a field's value.
    init(argument: String) throws {
        guard let (pattern, value) = argument.cut(at: UInt8(ascii: "=")), let glob = Glob(pattern) else {
            throw ValidationError("write a pattern and what Cache-Control shall say, as in '*.png=max-age=3600'.")
        }
        self.glob = glob
        self.value = value.trimmingBlanks
        guard !self.value.isEmpty, self.value.isFieldValue else {
            throw ValidationError("behind the = write what Cache-Control shall say on one line, such as max-age=3600.")
        }
    }
}
