import Foundation
import HTTPTypes
import NIOCore
import NIOEmbedded
import NIOPosix
import StaticSite
import TestSupport
import Testing

@testable import WebDemoServer

struct FileTransferTests {
    private static let chunk = FileTransfer.chunkBytes

    // Smaller files are answered from memory.
    @Test(arguments: [4 * chunk + 1, 5 * chunk, 7 * chunk + 7])
    func largeFileIsSentInChunks(_ count: Int) async throws {
        var random = SeededGenerator(seed: UInt64(count))
        let data = Data((0..<count).map { _ in UInt8.random(in: 0...255, using: &random) })
        try await withResponse(to: data) { response, _ in
            let channel = try await Self.channel(sending: response)
            var body = ByteBuffer()
            while body.readableBytes < count {
                var part = try await channel.waitForOutboundWrite(as: ByteBuffer.self)
                #expect(part.readableBytes <= Self.chunk)
                body.writeBuffer(&part)
            }
            #expect(Data(body.readableBytesView) == data)
            #expect(channel.isActive)
            try await channel.close()
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func connectionEndsWhenTheFileBecomesShorter() async throws {
        try await withResponse(to: Data(count: 8 * Self.chunk)) { response, path in
            try #require(truncate(path, off_t(Self.chunk)) == 0)
            let channel = try await Self.channel(sending: response)
            try await channel.closeFuture.get()
        }
    }

    private func withResponse(to data: Data, _ body: (Response, String) async throws -> Void) async throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "webdemo-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        try data.write(to: directory.appending(path: "a.bin"))
        let site = Site(root: try SiteRoot(path: directory.path), sniffer: MagicSniffer())
        let response = try site.response(to: RequestPath(target: "/a.bin"))
        try await body(response, directory.appending(path: "a.bin").path)
    }

    private static func channel(sending response: Response) async throws -> NIOAsyncTestingChannel {
        let channel = await NIOAsyncTestingChannel(handler: Sender(response: response))
        try await channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).get()
        return channel
    }

    /// Answers as soon as there is a connection.
    private final class Sender: ChannelInboundHandler, Sendable {
        typealias InboundIn = Never

        let response: Response

        init(response: Response) {
            self.response = response
        }

        func channelActive(context: ChannelHandlerContext) {
            guard case .file(let file, let range) = response.body else { return context.close(promise: nil) }
            FileTransfer(
                of: [.file(file, range)],
                socket: nil,
                filePool: .singleton,
                context: context,
                promise: context.eventLoop.makePromise()
            ).start()
        }
    }
}
