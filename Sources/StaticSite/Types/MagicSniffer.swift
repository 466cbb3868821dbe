import NIOCore
import Synchronization

/// Guesses media types and encodings from the first bytes of files with libmagic, for names that tell nothing.
package final class MagicSniffer: Sendable {
    struct Guess: Equatable {
        var type: String
        /// `us-ascii`, `utf-16le`, `binary`; `nil` where there is no guess.
        var encoding: String?
    }

    /// How much of a file is looked at.
    static let sampleBytes = 4096

    /// Whether there is a database to guess with; without one every guess is `application/octet-stream`.
    package let isAvailable: Bool

    /// The cookies that nobody works with. One is opened when the shelf is empty, so that there are never more of them
    /// than threads that guess at once.
    private let shelf: Mutex<[MagicCookie]>

    package init() {
        let first = MagicCookie()
        isAvailable = first != nil
        shelf = Mutex(first.map { [$0] } ?? [])
    }

    /// What is guessed never becomes active: markup and scripts without an extension are shown as text.
    func guess(_ start: ByteBuffer) -> Guess {
        guard start.readableBytes > 0 else { return Guess(type: MediaType.plain) }
        let said = start.withUnsafeReadableBytes { bytes in
            words(for: UnsafeRawBufferPointer(rebasing: bytes.prefix(Self.sampleBytes)))
        }
        return said.flatMap(Self.guess(fromWords:)) ?? Guess(type: MediaType.binary)
    }

    private func words(for sample: UnsafeRawBufferPointer) -> String? {
        guard isAvailable, let cookie = shelf.withLock({ $0.popLast() }) ?? MagicCookie() else { return nil }
        defer { shelf.withLock { $0.append(cookie) } }
        return cookie.words(for: sample)
    }

    /// `nil` for what is no media type: libmagic also says that it failed, or two types without anything between.
    static func guess(fromWords words: String) -> Guess? {
        let parts = words.split(separator: ";", maxSplits: 1)
        guard let type = parts.first.map(String.init), type.utf8.count(where: { $0 == UInt8(ascii: "/") }) == 1,
            !type.utf8.contains(UInt8(ascii: " "))
        else { return nil }
        let label = " charset="
        let encoding = parts.dropFirst().first { $0.hasPrefix(label) }.map { String($0.dropFirst(label.count)) }
        // libmagic also tells apart programming languages (`text/x-c`), which a browser would download.
        let isText = type.hasPrefix("text/") || MediaType.isActive(type)
        return Guess(type: isText ? MediaType.plain : type, encoding: encoding)
    }
}
