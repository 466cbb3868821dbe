import WebSockets

/// Every failure in a sentence or two: what happened, where, and what to do.
extension ProxyFailure {
    func wording(_ rule: ProxyRule) -> Wording {
        let (target, prefix) = (rule.target, rule.shownPrefix)
        let advice = Wording(
            "Start the server at \(target), or change --proxy \(rule).",
            "请启动 \(target) 上的服务器，或修改 --proxy \(rule)。"
        )
        let (what, remedy) = explanation(target, prefix)
        return Wording("\(what.en) \((remedy ?? advice).en)", "\(what.zh)\((remedy ?? advice).zh)")
    }

    /// What happened, and what to do where that is not to start the other server.
    private func explanation(_ target: ProxyTarget, _ prefix: String) -> (Wording, Wording?) {
        switch self {
        case .refused:
            (
                Wording(
                    "'\(prefix)' is passed on to \(target), where nothing listens: the connection was refused.",
                    "'\(prefix)' 会转发到 \(target)，但那里没有程序在监听：连接被拒绝。"
                ), nil
            )
        case .nameNotFound:
            (
                Wording(
                    "'\(prefix)' is passed on to \(target), but there is no host named '\(target.host)'.",
                    "'\(prefix)' 会转发到 \(target)，但找不到主机名 '\(target.host)'。"
                ), nil
            )
        case .unreachable:
            (
                Wording(
                    "'\(prefix)' is passed on to \(target), which cannot be reached from here.",
                    "'\(prefix)' 会转发到 \(target)，但从这里无法访问。"
                ), nil
            )
        case .connectTimedOut:
            (
                Wording(
                    "'\(prefix)' is passed on to \(target), which took longer than 5 seconds to accept a connection.",
                    "'\(prefix)' 会转发到 \(target)，但 5 秒内未能建立连接。"
                ), nil
            )
        case .answerTimedOut, .brokeOff, .malformed, .notTrusted, .loop, .failed:
            misbehaved(target, prefix)
        }
    }

    private func misbehaved(_ target: ProxyTarget, _ prefix: String) -> (Wording, Wording?) {
        let look = Wording("Its own log may say why.", "原因可能在它自己的日志里。")
        return switch self {
        case .answerTimedOut:
            (Wording("\(target) did not answer for 60 seconds.", "\(target) 在 60 秒内没有响应。"), look)
        case .brokeOff:
            (Wording("\(target) ended the connection without an answer.", "\(target) 没有响应就断开了连接。"), look)
        case .malformed:
            (Wording("\(target) answered with something that is not HTTP/1.1.", "\(target) 的响应不符合 HTTP/1.1。"), look)
        case .notTrusted:
            (
                Wording(
                    "There is no secure connection to \(target): its certificate is not trusted, or it does not speak TLS.",
                    "无法与 \(target) 建立安全连接：其证书不受信任，或它不支持 TLS。"
                ),
                Wording("Use http:// if it is on this machine.", "如果它在本机上，请使用 http://。")
            )
        case .loop:
            (
                Wording(
                    "'\(prefix)' is passed on to \(target), which leads back here.",
                    "'\(prefix)' 转发到 \(target)，又回到了这里。"
                ),
                Wording("Change --proxy.", "请修改 --proxy。")
            )
        case .refused, .nameNotFound, .unreachable, .connectTimedOut, .failed:
            (Wording("\(target) could not be asked.", "无法向 \(target) 发出请求。"), look)
        }
    }
}
