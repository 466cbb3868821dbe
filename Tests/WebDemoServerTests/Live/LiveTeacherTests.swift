import HTTPTypes
import NIOCore
import StaticSite
import TestSupport
import Testing

@testable import WebDemoServer

/// The teacher's link and what it opens. Each test has a server of its own, because the link works once.
struct LiveTeacherTests {
    @Test func linkIsExchangedOnceForACookieThatOpensTheList() async throws {
        try await withLiveSite({ $0.ownPages = $0.directory }) { site in
            let link = try #require(site.teacherLink)
            let target = link.drop { $0 != "_" }
            #expect(link.hasPrefix("http://127.0.0.1:\(site.port)/_webdemo/teacher?token="))
            let reply = try site.request("/\(target)")
            #expect(reply.status == 303)
            #expect(reply["Location"] == "/_webdemo/wire")
            let cookie = try #require(reply["Set-Cookie"])
            #expect(cookie.hasSuffix("; Path=/; HttpOnly; SameSite=Strict"))
            #expect(try site.request("/\(target)").status == 403)

            let pupil = try site.webSocket("/echo?trace=" + String(repeating: "a", count: 32))
            let pair = String(cookie.prefix { $0 != ";" })
            let teacher = try view(site, cookie: "other=1; " + pair)
            #expect(try JSONValue(parsing: teacher.readText())["isTeacher"] == true)
            try teacher.sendText(#"{"type":"list"}"#)
            let list = try JSONValue(parsing: teacher.readText())["connections"]?.array ?? []
            let echo = try #require(list.first { $0["path"]?.string?.hasPrefix("/echo") == true })
            #expect(echo["path"]?.string == "/echo?trace=" + String(repeating: "*", count: 32))
            let id = Int(echo["connection"]?.number ?? 0)
            try teacher.sendText(#"{"type":"watch","connection":\#(id)}"#)
            // The watch begins on the other connection's loop.
            try await Task.sleep(for: .milliseconds(200))
            try pupil.sendText("hello")
            for direction in ["received", "sent"] {
                let frame = try JSONValue(parsing: teacher.readText())
                #expect(frame["type"] == "frame")
                #expect(frame["connection"]?.number == Double(id))
                #expect(frame["direction"]?.string == direction)
            }
            let another = try site.webSocket("/echo")
            #expect(try JSONValue(parsing: teacher.readText())["type"] == "connection")
            another.connection.close()
            #expect(try JSONValue(parsing: teacher.readText())["type"] == "ended")
        }
    }

    @Test(arguments: ["", "webdemo-teacher=", "webdemo-teacher=00", "a=b"])
    func nobodyElseGetsTheList(cookie: String) async throws {
        try await withLiveSite({ $0.ownPages = $0.directory }) { site in
            #expect(try site.request("/_webdemo/teacher?token=00000000000000000000000000000000").status == 403)
            let viewer = try view(site, cookie: cookie)
            #expect(try JSONValue(parsing: viewer.readText())["isTeacher"] == false)
            try viewer.sendText(#"{"type":"list"}"#)
            try viewer.sendText(#"{"type":"watch","connection":1}"#)
            let other = try site.webSocket("/echo")
            try other.sendText("secret")
            _ = try other.readText()
            try viewer.send(opcode: TestFrame.ping)
            #expect(try viewer.readFrame().opcode == TestFrame.pong)
        }
    }

    @Test func onlyThisMachineMayUseTheLink() {
        let teacher = TeacherAccess()
        let token = String(teacher.linkQuery?.dropFirst("token=".count) ?? "")
        for address in ["192.168.1.7", "10.0.0.1", "2001:db8::1"] {
            let asker = Asker(client: try? .init(ipAddress: address, port: 5000))
            #expect(teacher.answer(token, from: asker).status == .forbidden)
        }
        #expect(teacher.answer(token, from: Asker()).status == .forbidden)
        for address in ["127.0.0.1"] {
            let asker = Asker(client: try? .init(ipAddress: address, port: 5000))
            #expect(teacher.answer(token, from: asker).status == .seeOther)
        }
        #expect(teacher.linkQuery == nil)
    }

    private func view(_ site: LiveSite, cookie: String) throws -> WebSocketTestClient {
        try WebSocketTestClient(
            port: site.port,
            path: "/_webdemo/wire?trace=" + String(repeating: "0", count: 32),
            extraFields: cookie.isEmpty ? [] : [("Cookie", cookie)]
        )
    }
}
