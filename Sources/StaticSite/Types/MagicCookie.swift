import CMagic

/// libmagic's handle with its database. It may move between threads but serves one caller at a time: whoever has it took
/// it off the sniffer's shelf, where nobody else finds it meanwhile.
final class MagicCookie: @unchecked Sendable {
    private let handle: magic_t

    /// `nil` when libmagic, or its database, cannot be had.
    init?() {
        // `MAGIC_MIME`, and no look into archives: the bytes are all there is.
        let flags = MAGIC_MIME_TYPE | MAGIC_MIME_ENCODING | MAGIC_NO_CHECK_COMPRESS
        guard let handle = magic_open(flags) else { return nil }
        guard magic_load(handle, nil) == 0 else {
            magic_close(handle)
            return nil
        }
        self.handle = handle
    }

    deinit {
        magic_close(handle)
    }

    /// Media type and encoding as libmagic writes them: `text/plain; charset=us-ascii`.
    func words(for sample: UnsafeRawBufferPointer) -> String? {
        magic_buffer(handle, sample.baseAddress, sample.count).map { String(cString: $0) }
    }
}
