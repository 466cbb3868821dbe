import CMagic
import Synchronization

/// Guesses a media type from a file's first bytes with libmagic, for names that tell nothing.
package final class MagicSniffer: Sendable {
    /// How much of a file is looked at.
    static let sampleBytes = 4096

    /// libmagic's handle. It may move between threads but serves one caller at a time: the mutex around it sees to that.
    private struct Cookie: ~Copyable, @unchecked Sendable {
        let handle: magic_t

        /// `nil` when libmagic, or its database, cannot be had.
        init?() {
            // MAGIC_MIME_TYPE, and no look into archives: the bytes are all there is.
            guard let handle = magic_open(MAGIC_MIME_TYPE | MAGIC_NO_CHECK_COMPRESS) else { return nil }
            guard magic_load(handle, nil) == 0 else {
                magic_close(handle)
                return nil
            }
            self.handle = handle
        }

        deinit {
            magic_close(handle)
        }
    }

    private let cookie: Mutex<Cookie?>

    package init() {
        cookie = Mutex(Cookie())
    }

    /// Whether there is a database to guess with; without one every guess is `application/octet-stream`.
    package var isAvailable: Bool {
        cookie.withLock { $0 != nil }
    }

    /// What is guessed never becomes active: markup and scripts without an extension are shown as text.
    func mediaType(of sample: UnsafeRawBufferPointer) -> String {
        guard !sample.isEmpty else { return MediaType.plain }
        let guess = cookie.withLock { cookie -> String? in
            guard let handle = cookie?.handle else { return nil }
            return magic_buffer(handle, sample.baseAddress, sample.count).map { String(cString: $0) }
        }
        guard let guess, guess.contains("/") else { return MediaType.binary }
        // libmagic also tells apart programming languages (`text/x-c`), which a browser would download.
        return MediaType.isActive(guess) || guess.hasPrefix("text/") ? MediaType.plain : guess
    }
}
