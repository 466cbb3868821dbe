package import NIOCore
import WebSockets

/// Every demo there is, by its path.
package struct DemoCatalog: Sendable {
    /// In teaching order.
    package private(set) var demos: [Demo]

    private let byPath: [String: Demo]

    /// `home` is the loop that decides the order of what is said in rooms; `own` is what the server needs for itself.
    package init(home: any EventLoop, own: [Demo] = []) {
        demos = [
            Demo(
                path: "/echo",
                endpoint: Echo(),
                summary: Wording("sends every message back, unchanged", "把收到的每条消息原样发回")
            ),
            Demo(
                path: "/broadcast",
                endpoint: Broadcast(home: home),
                summary: Wording("sends every message to all who are connected", "把每条消息发给所有已连接的人")
            ),
            Demo(
                path: "/clock",
                endpoint: Clock(),
                summary: Wording("tells every tick of a clock", "报告时钟的每一次滴答")
            ),
            Demo(
                path: "/chat",
                endpoint: Chat(home: home),
                summary: Wording(
                    "passes what a member says on to all members of a room, in JSON",
                    "把每位成员说的话转发给同一房间的所有成员，消息为 JSON"
                )
            ),
            Demo(
                path: "/subprotocols",
                endpoint: Subprotocols(),
                summary: Wording(
                    "counts the bytes of a message, in one of two subprotocols",
                    "数出消息有多少字节，可选两种子协议"
                ),
                isMain: false
            ),
            Demo(
                path: "/slow",
                endpoint: Slow(),
                summary: Wording("reads slowly, at a chosen rate", "按选定的速度慢慢读取"),
                isMain: false
            ),
        ]
        demos += Demo.lab + Demo.pywebsocket
        byPath = Dictionary((demos + own).map { ($0.path, $0) }) { first, _ in first }
    }

    package func demo(at path: String) -> Demo? {
        byPath[path]
    }
}
