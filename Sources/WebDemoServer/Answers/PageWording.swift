import WebSockets

/// Every page in a sentence or two: what happened, and what to do.
extension Page {
    var wording: Wording {
        switch self {
        case .notFound(let path):
            Wording(
                "There is no '\(path)' here. Check the spelling, and capitals: the file must be in the served directory.",
                "这里没有 '\(path)'。请检查拼写和大小写：文件必须在所提供的目录中。"
            )
        case .noIndex(let path):
            Wording(
                "The directory '\(path)' has no index.html. Add one, open a file in it by its name, or start webdemo with --listing.",
                "目录 '\(path)' 中没有 index.html。请添加一个，直接打开其中的文件，或在启动时加上 --listing。"
            )
        case .forbidden(let path):
            Wording(
                "The server may not read '\(path)'. Check the permissions of the file and its directories.",
                "服务器无权读取 '\(path)'。请检查文件及其目录的权限。"
            )
        case .notAcceptable:
            Wording(
                "The request refuses every content coding in which the file can be sent (Accept-Encoding).",
                "请求拒绝了该文件可用的所有内容编码（Accept-Encoding）。"
            )
        case .failed(let id):
            Wording(
                "Something went wrong in the server. Its log says what, under the id \(id).",
                "服务器内部出错。详情见服务器日志，编号 \(id)。"
            )
        case .upgradeRequired(let path, _, let summary, _, _):
            Wording(
                "'\(path)' speaks WebSocket: it \(summary.en). A plain GET request is answered with this text.",
                "'\(path)' 使用 WebSocket：\(summary.zh)。普通的 GET 请求只会得到这段说明。"
            )
        case .handshakeRefused(.originNotAllowed(let origin)):
            originNotAllowed(origin)
        case .handshakeRefused(let refusal):
            refusal.explanation
        case .malformed(let what):
            Wording("The request cannot be understood: \(what).", "无法理解该请求：\(what)。")
        case .methodNotAllowed(let method):
            Wording("Files are read with GET or HEAD, not with \(method).", "文件只能用 GET 或 HEAD 读取，不能用 \(method)。")
        case .misdirected(let authority):
            Wording(
                "'\(authority)' is not a name of this server. If it should be, start it with --allow-host \(hostName(authority))",
                "'\(authority)' 不是本服务器的名称。如需使用，请在启动时加上 --allow-host \(hostName(authority))"
            )
        case .targetTooLong(let limit):
            Wording("The target of the request is longer than \(limit) bytes.", "请求目标超过 \(limit) 字节。")
        case .headTooLarge(let limit):
            Wording("The head of the request has more than \(limit) bytes.", "请求头超过 \(limit) 字节。")
        case .tooManyFields(let limit):
            Wording("The head of the request has more than \(limit) fields.", "请求头超过 \(limit) 个字段。")
        case .timedOut:
            Wording("The request was not complete in time.", "请求未在规定时间内发送完毕。")
        case .busy:
            Wording("Too many files are open at the moment. Try again.", "当前打开的文件过多，请重试。")
        case .full(.total(let limit)):
            Wording(
                "The limit of \(limit) WebSockets is reached (--max-connections). Try again in a few seconds.",
                "WebSocket 连接总数已达上限 \(limit)（--max-connections），请几秒后重试。"
            )
        case .full(.ofAddress(let limit)):
            Wording(
                "The limit of \(limit) WebSockets from your address is reached (--max-connections-per-address). Close some, or try again in a few seconds.",
                "您的地址已有 \(limit) 个 WebSocket 连接，达到单个地址的上限（--max-connections-per-address）。请关闭一些，或几秒后重试。"
            )
        case .proxyFailed(let failure, let rule):
            failure.wording(rule)
        case .transferCodingUnknown:
            Wording("The only transfer coding understood here is 'chunked'.", "此处只支持 'chunked' 传输编码。")
        case .versionNotSupported:
            Wording("This server speaks HTTP/1.1 and HTTP/1.0.", "本服务器支持 HTTP/1.1 和 HTTP/1.0。")
        }
    }

    /// With the flag that would allow it, where one would: the text is then harmless to copy.
    private func originNotAllowed(_ text: String) -> Wording {
        let words = HandshakeRefusal.originNotAllowed(text).explanation
        guard let origin = Origin(text) else { return words }
        return Wording(
            "\(words.en) To let them in, start the server with --allow-origin \(origin)",
            "\(words.zh)如需允许，请在启动时加上 --allow-origin \(origin)"
        )
    }

    private func hostName(_ authority: String) -> Substring {
        guard authority.first == "[" else { return authority.prefix { $0 != ":" } }
        return authority.dropFirst().prefix { $0 != "]" }
    }
}
