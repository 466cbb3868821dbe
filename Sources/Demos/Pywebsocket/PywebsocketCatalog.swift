import WebSockets

extension Demo {
    /// The names that the examples of pywebsocket had, with what they did.
    static var pywebsocket: [Demo] {
        [
            example("abort", Abort(), "drops the connection after the handshake", "握手之后立即断开连接"),
            example("abort_handshake", LabEcho(.dropsHandshake), "drops it in the handshake", "握手时断开连接"),
            example("close", CloseOnCommand(), "closes as a text \"1000 reason\" asks", "按文本“1000 原因”的要求关闭"),
            example(
                "cookie",
                Cookie(),
                "sets cookies (?set, ?set_httponly, ?clear)",
                "设置 Cookie（?set、?set_httponly、?clear）"
            ),
            example("hsts", HSTS(), "asks for HTTPS in its answer", "在回应中要求使用 HTTPS"),
            example("internal_error", InternalError(), "closes with 1011", "以 1011 关闭"),
            example(
                "origin_check",
                OriginCheck(),
                "lets pages of http://example.com in, and no other",
                "只允许 http://example.com 的页面连接"
            ),
            example("echo_noext", EchoNoExtension(), "is an echo that never compresses", "是从不压缩的 echo"),
            example("bench", Bench.endpoint, "sends as \"0.5 10 hello\" asks", "按“0.5 10 hello”的要求发送消息"),
            example(
                "benchmark_helper",
                BenchmarkHelper.endpoint,
                "sends and counts bytes for a benchmark",
                "为基准测试发送字节并计数"
            ),
        ]
    }

    private static func example(_ name: String, _ endpoint: any WebSocketEndpoint, _ en: String, _ zh: String) -> Demo {
        Demo(path: "/\(name)", endpoint: endpoint, summary: Wording(en, zh), isMain: false)
    }
}
