import Foundation
import TestSupport
import Testing

@testable import StaticSite

/// The walk and the kernel must agree about what a path names.
struct LinkWalkTests {
    private static let names = ["a", "b", "c", "d", "中", "e f"]

    @Test(arguments: 0..<8 as Range<UInt64>)
    func withoutLinksTheWalkAnswersAsOpenat2(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let sandbox = try tree(&random, links: 0)
        let root = try Descriptor(lookingAtDirectory: sandbox.root)
        for _ in 0..<200 {
            let segments = Self.segments(&random)
            let walked = Self.answer { try LinkWalk(root: root).look(at: segments) }
            #if os(Linux)
            let path = segments.isEmpty ? "." : segments.joined(separator: "/")
            let kernels = Self.answer { try Descriptor.lookBeneath(root, at: path) }
            #else
            let kernels = Self.kernels(sandbox.root, segments)
            #endif
            #expect(walked == kernels, "seed \(seed), \(segments)")
        }
    }

    @Test(arguments: 100..<116 as Range<UInt64>)
    func withLinksInsideTheWalkAnswersAsTheKernelFollows(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let sandbox = try tree(&random, links: 14)
        let root = try Descriptor(lookingAtDirectory: sandbox.root)
        var found = 0
        for _ in 0..<200 {
            let segments = Self.segments(&random)
            let walked = Self.answer { try LinkWalk(root: root).look(at: segments) }
            #expect(walked == Self.kernels(sandbox.root, segments), "seed \(seed), \(segments)")
            if walked != nil { found += 1 }
        }
        #expect(found > 0)
    }

    /// Directories and files at random, and links between them that never leave the root.
    private func tree(_ random: inout SeededGenerator, links: Int) throws -> Sandbox {
        let sandbox = try Sandbox()
        for _ in 0..<8 { try? sandbox.directory(Self.segments(&random).joined(separator: "/")) }
        for _ in 0..<8 { try? sandbox.write(Self.segments(&random).joined(separator: "/"), "content") }
        for _ in 0..<links {
            let place = Self.segments(&random)
            guard let name = place.last else { continue }
            // Back to the root first, so that no link can leave it from where it stands.
            let target = place.dropLast().map { _ in ".." } + Self.segments(&random) + ["."].shuffled(using: &random)
            try? sandbox.link((place.dropLast() + [name]).joined(separator: "/"), to: target.joined(separator: "/"))
        }
        return sandbox
    }

    private static func segments(_ random: inout SeededGenerator) -> [String] {
        (0..<Int.random(in: 0...4, using: &random)).map { _ in names.randomElement(using: &random) ?? "a" }
    }

    /// Which inode was found; `nil` for none.
    private static func answer(_ look: () throws -> Descriptor?) -> UInt64? {
        guard let found = try? look() else { return nil }
        var status = stat()
        return fstat(found.number, &status) == 0 ? UInt64(status.st_ino) : nil
    }

    private static func kernels(_ root: String, _ segments: [String]) -> UInt64? {
        var status = stat()
        return stat(([root] + segments).joined(separator: "/"), &status) == 0 ? UInt64(status.st_ino) : nil
    }
}
