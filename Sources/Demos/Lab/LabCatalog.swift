import WebSockets

extension Demo {
    /// Peers that misbehave on purpose, or do what is right and seldom seen: one at each address.
    static var lab: [Demo] {
        labHandshakes + labFrames + labEnds + labLoads
    }

    private static var labHandshakes: [Demo] {
        [
            lab("handshake-drop", LabEcho(.dropsHandshake), "ends TCP instead of answering", "不回应握手，直接断开 TCP"),
            lab(
                "wrong-accept",
                LabEcho(.acceptsAnotherKey),
                "answers with the accept value of another key",
                "用另一个 key 的值回应 Sec-WebSocket-Accept"
            ),
            lab(
                "unknown-subprotocol",
                LabEcho(.choosesUnknownSubprotocol),
                "chooses a subprotocol that nobody offered",
                "选择一个没有人提供的子协议"
            ),
            lab("compressed", LabEcho(isCompressed: true), "compresses when asked to", "协商后压缩消息"),
            lab("uncompressed", LabEcho(isCompressed: false), "never compresses", "从不压缩消息"),
        ]
    }

    private static var labFrames: [Demo] {
        [
            lab("masked", LabFrames.masked, "masks its frame, as only clients do", "给帧加掩码，而只有客户端才该这样做"),
            lab("reserved-bit", LabFrames.reservedBit, "sets a reserved bit", "设置一个保留位"),
            lab("reserved-opcode", LabFrames.reservedOpcode, "uses a reserved opcode", "使用保留的操作码"),
            lab("invalid-utf8", LabFrames.invalidUTF8, "sends a text that is not UTF-8", "发送不是 UTF-8 的文本"),
            lab("long-control", LabFrames.longPing, "sends a ping of 126 bytes", "发送 126 字节的 ping"),
            lab("fragmented-ping", LabFrames.fragmentedPing, "sends a ping in two frames", "把 ping 分成两帧发送"),
            lab("byte-per-fragment", LabFragments.ofOneByte, "sends each byte in a frame", "每个字节用一帧发送"),
            lab(
                "ping-between-fragments",
                LabFragments.aroundPing,
                "sends a ping inside a message",
                "在一条消息的两个分片之间发送 ping"
            ),
        ]
    }

    private static var labEnds: [Demo] {
        [
            lab("drop", LabDrop(), "ends TCP without a close (?ms=)", "不发关闭帧就断开 TCP（?ms=）"),
            lab("close", LabClose.asAsked, "closes as asked (?code=&reason=)", "按要求关闭（?code=&reason=）"),
            lab("close-without-code", LabClose.withoutCode, "closes without a code", "关闭时不给代码"),
            lab("close-long-reason", LabClose.withLongReason, "closes with too long a reason", "关闭原因过长"),
            lab("no-close", LabEcho(.ignoresCloses), "answers no close", "不回应关闭帧"),
            lab("no-pong", LabEcho(.ignoresPings), "answers no ping", "不回应 ping"),
        ]
    }

    private static var labLoads: [Demo] {
        [
            lab("huge", LabHugeMessage.endpoint, "sends a huge message (?bytes=)", "发送一条巨大的消息（?bytes=）"),
            lab("slow-reader", Slow.inTheLab, "reads slowly (?bytes= a second)", "读得很慢（每秒 ?bytes= 字节）"),
            lab("latency", LabLatency(), "answers late (?ms=&jitter=)", "延迟回应（?ms=&jitter=）"),
        ]
    }

    private static func lab(_ name: String, _ endpoint: any WebSocketEndpoint, _ en: String, _ zh: String) -> Demo {
        Demo(path: "/lab/\(name)", endpoint: endpoint, summary: Wording(en, zh), isMain: false)
    }
}
