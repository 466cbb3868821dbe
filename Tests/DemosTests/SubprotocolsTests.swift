import NIOEmbedded
import Testing
import WebSockets

@testable import Demos

struct SubprotocolsTests {
    @Test(
        arguments: [
            ("count.json", #"{"kind":"text","bytes":6}"#), ("count.text", "6 bytes of text"),
            ("count.text, count.json", "6 bytes of text"), ("other, count.json", #"{"kind":"text","bytes":6}"#),
            (nil, "We agreed on no subprotocol: count.json and count.text are spoken here."),
            ("other", "We agreed on no subprotocol: count.json and count.text are spoken here."),
        ]
    )
    func theAnswerIsWrittenAsAgreed(_ offered: String?, _ answer: String) throws {
        let peer = try DemoPeer(at: Subprotocols(), subprotocols: offered, loop: EmbeddedEventLoop())
        try peer.send("你好")
        #expect(try peer.takeTexts() == [answer])
    }

    @Test func binaryMessagesAreCountedToo() throws {
        let peer = try DemoPeer(at: Subprotocols(), subprotocols: "count.json", loop: EmbeddedEventLoop())
        try peer.sendBinary([0xFF])
        #expect(try peer.takeTexts() == [#"{"kind":"binary","bytes":1}"#])
    }
}
