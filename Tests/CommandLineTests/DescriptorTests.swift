import Foundation
import TestSupport
import Testing

/// What happens when more clients come than the system allows descriptors.
@Suite(.enabled(if: WebDemoProgram.tellsMemory))
struct DescriptorTests {
    private static let files = 200

    @Test func serverWithoutDescriptorsSaysSoWaitsAndRecovers() async throws {
        let site = try TemporaryDirectory()
        // A new one for every look: what was sent before may be answered without opening it.
        for number in 0..<Self.files { try site.write("hello \(number)", to: "\(number).txt") }
        try site.write("sorry", to: "50x.html")
        pause(.milliseconds(50))  // what was written this moment is not kept
        try await withProgram([site.path, "--port", "0"], openFiles: 64) { program in
            let port = try program.port()
            var numbers = (0..<Self.files).makeIterator()
            let early = try RawConnection(port: port)
            #expect(try Self.status(of: &numbers, on: early).status == 200)

            let crowd = try (0..<100).map { _ in try RawConnection(port: port) }
            let refusal = try program.wait {
                let reply = try Self.status(of: &numbers, on: early)
                return reply.status == 503 ? reply : nil
            }
            #expect(refusal["Retry-After"] != nil)
            #expect(refusal.text == "sorry")

            let before = try program.processorSeconds()
            pause(.seconds(3))
            #expect(try program.processorSeconds() - before < 0.5)

            for connection in crowd { connection.close() }
            let late = try RawConnection(port: port)
            // The crowd leaves one by one.
            _ = try program.wait { try Self.status(of: &numbers, on: late).status == 200 ? true : nil }
        }
    }

    private static func status(of numbers: inout Range<Int>.Iterator, on connection: RawConnection) throws -> HTTPReply
    {
        try connection.sendRequest("GET", "/\(numbers.next() ?? 0).txt")
        return try connection.readReply()
    }
}
