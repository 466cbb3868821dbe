import Foundation
import NIOCore
import StaticSite
import TestSupport
import Testing

@testable import WebDemoServer

/// Files on their way through a socket, by the kernel and, as where bytes are encrypted, without it.
struct SocketTransferTests {
    private static let head = Array(TransferServer.head.utf8)

    @Test(arguments: [true, false], [nil, 4096])
    func partsArriveInTheirOrder(isCleartext: Bool, receiveBufferBytes: Int?) async throws {
        let (first, second) = (try OpenedFile(count: 3 << 20, seed: 1), try OpenedFile(count: 1 << 20, seed: 2))
        let boundary = [UInt8]("--boundary".utf8)
        let ranges = [5..<6, 100_000..<100_000, 200_001..<3_000_003]
        let parts: [Response.Part] =
            ranges.flatMap { [.bytes(ByteBuffer(bytes: boundary)), first.part($0)] }
            + [second.whole, second.part(7..<70_000), .bytes(ByteBuffer(bytes: boundary))]
        let expected =
            Self.head + ranges.flatMap { boundary + first.bytes[$0] } + second.bytes + second.bytes[7..<70_000]
            + boundary
        try await TransferServer.run(parts, isCleartext: isCleartext) { server in
            let connection = try RawConnection(port: server.port, receiveBufferBytes: receiveBufferBytes)
            let isSame = try connection.readToEnd() == expected
            #expect(isSame)
            #expect(server.isKept() == true)
        }
    }

    #if os(Linux)
    /// Of a small file the system takes all at once, of large ones what it has room for.
    @Test(arguments: [64 << 10, 24 << 20], [nil, 4096])
    func fileInMemoryArrives(count: Int, receiveBufferBytes: Int?) async throws {
        let file = try FileInMemory(count: count)
        for range in [0..<count, 5..<count - 7] {
            try await TransferServer.run([file.part(range)]) { server in
                let connection = try RawConnection(port: server.port, receiveBufferBytes: receiveBufferBytes)
                let isSame = try connection.readToEnd() == Self.head + file.bytes[range]
                #expect(isSame)
                #expect(server.isKept() == true)
                #expect(server.bytesThroughChannel < count)
            }
        }
    }
    #endif

    @Test(arguments: [[], [0..<0], [5..<6]])
    func littleOrNothingIsSent(ranges: [Range<Int>]) async throws {
        let file = try OpenedFile(count: 1 << 20)
        try await TransferServer.run(ranges.map(file.part)) { server in
            let expected = Self.head + ranges.flatMap { file.bytes[$0] }
            try #expect(RawConnection(port: server.port).readToEnd() == expected)
            #expect(server.isKept() == true)
        }
    }

    #if os(Linux)
    @Test(arguments: [true, false])
    func mostOfACleartextFilePassesByTheChannel(isCleartext: Bool) async throws {
        let file = try OpenedFile(count: 16 << 20)
        try await TransferServer.run([file.whole], isCleartext: isCleartext) { server in
            let connection = try RawConnection(port: server.port)
            let isSame = try connection.readToEnd() == Self.head + file.bytes
            #expect(isSame)
            #expect((server.bytesThroughChannel < file.bytes.count / 2) == isCleartext)
        }
    }
    #endif

    /// What is received is how the file began, also where the system had taken more of it.
    @Test(.timeLimit(.minutes(1)), arguments: [true, false], [0, 4096, 16 << 20])
    func fileThatBecomesShorterEndsTheConnection(isCleartext: Bool, length: Int) async throws {
        let file = try OpenedFile(count: 24 << 20)
        try await TransferServer.run([file.whole], isCleartext: isCleartext) { server in
            let connection = try RawConnection(port: server.port, receiveBufferBytes: 4096)
            try #expect(connection.read(exactly: Self.head.count) == Self.head)
            try file.truncate(to: length)
            let received = try connection.readToEnd()
            #expect(received.count < file.bytes.count)
            let isBeginning = zip(received, file.bytes).allSatisfy { $0 == $1 }
            #expect(isBeginning)
            #expect(server.isKept() == false)
        }
    }

    @Test(arguments: [true, false])
    func fileThatGrowsIsSentAsLongAsItWas(isCleartext: Bool) async throws {
        let file = try OpenedFile(count: 8 << 20)
        try await TransferServer.run([file.whole], isCleartext: isCleartext) { server in
            let connection = try RawConnection(port: server.port, receiveBufferBytes: 4096)
            _ = try connection.read(exactly: Self.head.count)
            for _ in 0..<10 { try file.append([UInt8](repeating: 1, count: 1 << 20)) }
            let isSame = try connection.readToEnd() == file.bytes
            #expect(isSame)
            #expect(server.isKept() == true)
        }
    }

    /// As long as before only its time tells; longer it could have grown, as logs do.
    @Test(.timeLimit(.minutes(1)), arguments: [true, false], [0, 1])
    func fileThatIsWrittenAnewIsNotMixedWithWhatItWas(isCleartext: Bool, more: Int) async throws {
        let file = try OpenedFile(count: 24 << 20)
        try await TransferServer.run([file.whole], isCleartext: isCleartext) { server in
            let connection = try RawConnection(port: server.port, receiveBufferBytes: 4096)
            _ = try connection.read(exactly: Self.head.count)
            try file.overwrite([UInt8](repeating: 0, count: file.bytes.count + more))
            let received = try connection.readToEnd()
            #expect(received.count < file.bytes.count)
            let isBeginning = zip(received, file.bytes).allSatisfy { $0 == $1 }
            #expect(isBeginning)
            #expect(server.isKept() == false)
        }
    }

    /// Our second descriptor must not keep open what the channel has closed.
    @Test(.timeLimit(.minutes(1)), arguments: [true, false])
    func transferEndsWithTheChannel(isCleartext: Bool) async throws {
        let file = try OpenedFile(count: 24 << 20)
        try await TransferServer.run([file.whole], isCleartext: isCleartext) { server in
            let connection = try RawConnection(port: server.port, receiveBufferBytes: 4096)
            _ = try connection.read(exactly: Self.head.count)
            server.closeChannel()
            try #expect(connection.isClosedByPeer())
            #expect(server.isKept() == false)
        }
    }

    @Test(arguments: [true, false])
    func clientThatGoesAwayEndsTheTransfer(isCleartext: Bool) async throws {
        let file = try OpenedFile(count: 24 << 20)
        try await TransferServer.run([file.whole], isCleartext: isCleartext) { server in
            let connection = try RawConnection(port: server.port, receiveBufferBytes: 4096)
            _ = try connection.read(exactly: Self.head.count)
            try connection.reset()
            #expect(server.isKept() == false)
        }
    }

    #if os(Linux)
    @Test(.timeLimit(.minutes(1)), arguments: [true, false])
    func clientThatStopsReadingIsGivenUp(isCleartext: Bool) async throws {
        let file = try OpenedFile(count: 24 << 20)
        let interval = TimeAmount.milliseconds(200)
        try await TransferServer.run([file.whole], isCleartext: isCleartext, stallInterval: interval) { server in
            let connection = try RawConnection(port: server.port, receiveBufferBytes: 4096)
            _ = try connection.read(exactly: Self.head.count)
            #expect(server.isKept() == false)
            try #expect(connection.isClosedByPeer())
        }
    }

    /// Far longer than the interval, at a speed at which every look finds something new.
    @Test(.timeLimit(.minutes(1)), arguments: [true, false])
    func clientThatReadsSlowlyIsWaitedFor(isCleartext: Bool) async throws {
        let file = try OpenedFile(count: 24 << 20)
        let interval = TimeAmount.seconds(1)
        try await TransferServer.run([file.whole], isCleartext: isCleartext, stallInterval: interval) { server in
            let connection = try RawConnection(port: server.port, receiveBufferBytes: 4096)
            for _ in 0..<80 {
                _ = try connection.read(exactly: 4096)
                pause(.milliseconds(50))
            }
            #expect(server.hasEnded == false)
        }
    }
    #endif
}
