import Crypto

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// What was found in a file.
struct FileContent: Equatable, Sendable {
    let state: FileState
    let version: ContentVersion
    /// Where it was asked for and is not too large.
    let text: [UInt8]?
}

/// A path into what is in the file.
struct FileReader {
    enum Outcome: Equatable {
        case content(FileContent)
        /// It was written to while it was read.
        case changing
        case absent
        /// It is there, but nobody can say now what is in it.
        case unreadable
    }

    /// Larger files are told apart by their size, their time, and what they begin and end with: reading them would take
    /// longer than a page may wait.
    static let maxBytes = 64 << 20
    private static let sampledBytes = 1 << 20

    private var buffer = [UInt8](repeating: 0, count: 256 << 10)

    /// `maxTextBytes`: larger content is not kept.
    mutating func read(_ path: String, maxTextBytes: Int) -> Outcome {
        // What is no file after all must not make anybody wait for who writes to it.
        let file = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
        guard file >= 0 else { return Absence.isSaid(by: errno) || errno == ENXIO ? .absent : .unreadable }
        defer { close(file) }
        guard let state = FileState(descriptor: file), state.kind == .file else { return .absent }
        var text: [UInt8]? = state.bytes <= maxTextBytes ? [] : nil
        guard let version = hash(file, state, text: &text) else { return .changing }
        guard FileState(descriptor: file) == state else { return .changing }
        return .content(FileContent(state: state, version: version, text: text))
    }

    private mutating func hash(_ file: CInt, _ state: FileState, text: inout [UInt8]?) -> ContentVersion? {
        var hash = SHA256()
        if state.bytes <= Self.maxBytes {
            guard update(&hash, file, 0..<state.bytes, text: &text) else { return nil }
        } else {
            withUnsafeBytes(of: (Int64(state.bytes), state.modified)) { hash.update(bufferPointer: $0) }
            guard update(&hash, file, 0..<Self.sampledBytes, text: &text),
                update(&hash, file, (state.bytes - Self.sampledBytes)..<state.bytes, text: &text)
            else { return nil }
        }
        return ContentVersion(hash.finalize())
    }

    private mutating func update(_ hash: inout SHA256, _ file: CInt, _ range: Range<Int>, text: inout [UInt8]?) -> Bool
    {
        var offset = range.lowerBound
        while offset < range.upperBound {
            let count = pread(file, &buffer, min(buffer.count, range.upperBound - offset), off_t(offset))
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            buffer.withUnsafeBytes { hash.update(bufferPointer: .init(rebasing: $0[..<count])) }
            text?.append(contentsOf: buffer[..<count])
            offset += count
        }
        return true
    }
}
