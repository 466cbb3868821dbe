import Foundation
import TestSupport
import Testing

/// The stored inputs: made by hand, found by `Scripts/fuzz`, and each that once broke something.
struct CorpusTests {
    static let corpus = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Corpus")
    static let names = ((try? FileManager.default.contentsOfDirectory(atPath: corpus.path)) ?? []).sorted()

    private static func input(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: corpus.appending(path: name)))
    }

    @Test(arguments: names)
    func storedInputBreaksNothing(_ name: String) throws {
        try FuzzTarget.check(try Self.input(name))
    }

    @Test(arguments: FuzzTarget.allCases)
    func everyTargetHasInputs(_ target: FuzzTarget) throws {
        #expect(try Self.names.contains { try Self.input($0).first == target.rawValue })
    }

    /// Fuzzing for where there is no fuzzer.
    @Test(arguments: 0..<20 as Range<UInt64>)
    func changedInputBreaksNothing(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for name in Self.names {
            var input = try Self.input(name)
            for _ in 0..<Int.random(in: 1...4, using: &random) where input.count > 1 {
                input[Int.random(in: 1..<input.count, using: &random)] = random.bytes(1)[0]
            }
            #expect(throws: Never.self, "seed \(seed): \(name) as \(input)") { try FuzzTarget.check(input) }
        }
    }
}
