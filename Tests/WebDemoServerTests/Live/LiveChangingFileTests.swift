import Foundation
import TestSupport
import Testing

struct LiveChangingFileTests {
    /// What was announced cannot be sent any more: the client must learn it from the end of the connection.
    @Test func fileThatIsCutWhileItIsSentEndsTheConnection() async throws {
        try await withLiveSite { site in
            try site.directory.write([UInt8](repeating: 1, count: 12 << 20), to: "large.bin")
            let connection = try site.connect(receiveBufferBytes: 4096)
            try connection.sendRequest("GET", "/large.bin")
            let head = try connection.read(until: "\r\n\r\n")
            #expect(head.contains("Content-Length: \(12 << 20)"))
            let file = try FileHandle(forWritingTo: site.directory.url.appending(path: "large.bin"))
            try file.truncate(atOffset: 1000)
            try #expect(connection.isClosedByPeer(within: .seconds(60)))
            try site.expectToServe()
        }
    }

    @Test func fileThatIsReplacedWhileItIsSentIsSentAsItWas() async throws {
        try await withLiveSite { site in
            let content = [UInt8](repeating: 1, count: 8 << 20)
            try site.directory.write(content, to: "large.bin")
            let connection = try site.connect(receiveBufferBytes: 16 << 10)
            try connection.sendRequest("GET", "/large.bin")
            _ = try connection.read(until: "\r\n\r\n")
            try FileManager.default.removeItem(at: site.directory.url.appending(path: "large.bin"))
            try site.directory.write("new", to: "large.bin")
            let isSame = try connection.read(exactly: content.count, within: .seconds(60)) == content
            #expect(isSame)
            try connection.sendRequest("GET", "/large.bin")
            try #expect(connection.readReply().text == "new")
        }
    }

    @Test func pipeIsNotFoundAndHoldsNobodyUp() async throws {
        try await withLiveSite { site in
            try #require(mkfifo(site.directory.url.appending(path: "pipe").path, 0o600) == 0)
            let reply = try site.request("/pipe")
            #expect(reply.status == 404)
            try site.expectToServe()
        }
    }
}
