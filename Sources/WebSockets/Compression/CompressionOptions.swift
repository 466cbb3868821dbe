/// What an endpoint wants of permessage-deflate (RFC 7692).
///
/// What one connection can cost is set here: a state that deflates holds 2^(`windowBits` + 2) + 2^(`memoryLevel` + 9)
/// bytes and 6 KiB more (zconf.h; measured 262 KiB as set here, 9 KiB at the least), one that inflates
/// 2^`windowBits` bytes and 7 KiB more (39 KiB). Without context takeover a connection borrows them for one message
/// from its loop's `CompressionPool`; with it, it keeps its own as long as it lives.
package struct CompressionOptions: Equatable, Sendable {
    /// Whether what we send may refer to earlier messages. Small messages that resemble one another get much smaller,
    /// for a deflating state per connection, and a room can then no longer compress once for all its members.
    package var serverContextTakeover = false
    /// Whether what clients send may refer to their earlier messages, for an inflating state per connection.
    package var clientContextTakeover = false
    /// How far back a message may refer, as a power of two, 9...15; zlib has no smaller window for raw deflate. Bounds
    /// what we use ourselves, and what is asked of a client that lets us ask.
    package var windowBits = 15 {
        didSet { windowBits = min(max(windowBits, 9), 15) }
    }
    /// zlib's, 1...9: memory for its tables and for what it collects before it writes a block.
    package var memoryLevel = 8 {
        didSet { memoryLevel = min(max(memoryLevel, 1), 9) }
    }
    /// zlib's, 1...9: time against size. The time is the event loop's, which all its connections share, so the fastest:
    /// JSON of 300 bytes became 61 % of its size in 10 µs at 1 and at 6 in 11 µs, 2 KiB 35 % in 20 µs and 34 % in 27 µs,
    /// 16 KiB 29 % in 97 µs and 24 % in 230 µs (zlib 1.2.13, one core).
    package var level = 1 {
        didSet { level = min(max(level, 1), 9) }
    }
    /// Messages of fewer bytes go out as they are: each would cost 10 µs, and gain little in a packet that is small anyway.
    package var minimumBytes = 256

    package init() {}
}
