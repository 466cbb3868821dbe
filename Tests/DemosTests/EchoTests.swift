import NIOEmbedded
import Testing
import WebSockets

@testable import Demos

struct EchoTests {
    @Test func messagesComeBackAsTheyWere() throws {
        let peer = try DemoPeer(at: Echo(), loop: EmbeddedEventLoop())
        try peer.send("你好")
        try peer.sendBinary([0, 0xFF])
        try peer.send("")
        #expect(try peer.take() == [.text("你好"), .binary([0, 0xFF]), .text("")])
    }

    @Test func anyPageMayConnect() {
        #expect(Echo().terms == HandshakeTerms(origins: .any))
    }
}
