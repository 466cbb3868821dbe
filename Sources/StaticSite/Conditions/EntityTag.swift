import Crypto

/// What names one state of a representation (RFC 9110 §8.8.3).
package struct EntityTag: Hashable, Sendable {
    /// What stands between the quotes.
    package let opaque: String
    /// Weak ones may stay the same while bytes change.
    package let isWeak: Bool

    package init(opaque: String, isWeak: Bool = false) {
        self.opaque = opaque
        self.isWeak = isWeak
    }

    /// Reads one tag; `nil` when there is anything else in `field`.
    package init?(parsing field: some Collection<UInt8>) {
        var parser = EntityTagParser(field)
        guard let tag = parser.tag(), parser.isAtEnd else { return nil }
        self = tag
    }

    package var field: String {
        (isWeak ? "W/\"" : "\"") + opaque + "\""
    }

    /// RFC 9110 §8.8.3.2: the same bytes, for ranges and writing.
    package func strongMatch(_ other: EntityTag) -> Bool {
        !isWeak && !other.isWeak && weakMatch(other)
    }

    /// RFC 9110 §8.8.3.2: as good as the same, for caches.
    package func weakMatch(_ other: EntityTag) -> Bool {
        // By bytes: strings are also equal when they only look alike (K and the Kelvin sign).
        opaque.utf8.withContiguousStorageIfAvailable { one in
            other.opaque.utf8.withContiguousStorageIfAvailable { UnsafeRawBufferPointer(one).isEqual(to: .init($0)) }
        }.flatMap(\.self) ?? opaque.utf8.elementsEqual(other.opaque.utf8)
    }
}

extension EntityTag {
    /// 96 bits: two of a site's versions never meet, and the tag stays short.
    private static let digestBytes = 12

    /// The tag of a file's bytes as they are, or with `coding`, a `ContentCoding.tagSuffix`, of what was made from them.
    ///
    /// It is weak until the file has been left alone for two seconds, and for one answer alone where the file may be
    /// written again and look the same: nobody shall hear that what was first there is still there.
    package static func of(_ version: FileVersion, now: FileTime, coding: String? = nil) -> EntityTag {
        var hash = SHA256()
        let salt = version.wouldShowChange(at: now) ? [] : [UInt64.random(in: .min ... .max)]
        for number in version.numbers + salt {
            withUnsafeBytes(of: number.bigEndian) { hash.update(bufferPointer: $0) }
        }
        let digest = Array(hash.finalize().prefix(digestBytes))
        return EntityTag(opaque: base64(digest) + (coding ?? ""), isWeak: !version.hasSettled(at: now))
    }

    /// RFC 4648 §5, without padding: the number of bytes is a multiple of three.
    private static func base64(_ bytes: [UInt8]) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
        var text: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)].reduce(0) { $0 << 8 | Int($1) }
            text += [18, 12, 6, 0].map { alphabet[group >> $0 & 63] }
        }
        return String(decoding: text, as: UTF8.self)
    }
}

extension FileVersion {
    fileprivate var numbers: [UInt64] {
        let signed = [
            Int64(bytes), modified.seconds, modified.nanoseconds, changed.seconds, changed.nanoseconds,
        ]
        return [device, inode] + signed.map { UInt64(bitPattern: $0) }
    }
}
