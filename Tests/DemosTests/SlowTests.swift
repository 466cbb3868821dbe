import NIOCore
import NIOEmbedded
import Testing
import WebSockets

@testable import Demos

struct SlowTests {
    private let loop = EmbeddedEventLoop()

    @Test func aMessageTakesItsTimeAndTheNextWaits() throws {
        let peer = try DemoPeer(at: Slow(), query: "bytes-per-second=65536", loop: loop)
        // 125 bytes are 1.9 ms at this rate.
        try peer.sendBinary([UInt8](repeating: 0, count: 125))
        try peer.send("hello")
        loop.advanceTime(by: .microseconds(1906))
        #expect(try peer.takeTexts().isEmpty)
        loop.advanceTime(by: .microseconds(1))
        #expect(try peer.takeTexts() == [#"{"read":125}"#])
        loop.advanceTime(by: .milliseconds(1))
        #expect(try peer.takeTexts() == [#"{"read":5}"#])
    }

    @Test func whoIsGoneIsNotAnswered() throws {
        let peer = try DemoPeer(at: Slow(), loop: loop)
        try peer.send("hello")
        try peer.disconnect()
        loop.advanceTime(by: .seconds(60))
        #expect(try peer.take().isEmpty)
    }

    @Test(
        arguments: [
            (nil, 1 << 20), ("", 1 << 20), ("bytes-per-second=", 1 << 20), ("bytes-per-second=fast", 1 << 20),
            ("bytes-per-second=100000", 100_000), ("bytes-per-second=1", 64 << 10), ("bytes-per-second=-5", 64 << 10),
            ("bytes-per-second=0", 64 << 10), ("bytes-per-second=9999999999", 1 << 30),
            ("bytes-per-second=99999999999999999999", 1 << 20),
        ] as [(String?, Int)]
    )
    func theRateHasBounds(_ query: String?, _ rate: Int) {
        #expect(Slow().rate(query) == rate)
    }

    @Test func nothingIsCompressed() {
        #expect(Slow().terms.compression == nil && Slow().terms.origins == .any)
    }
}
