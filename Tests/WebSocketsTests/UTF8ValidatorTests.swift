import TestSupport
import Testing

@testable import WebSockets

struct UTF8ValidatorTests {
    /// The first and last characters of every length, and what lies beside the ranges that are left out.
    static let valid: [[UInt8]] = [
        [], [0x00], [0x7F],
        [0xC2, 0x80], [0xDF, 0xBF],
        [0xE0, 0xA0, 0x80], [0xE1, 0x80, 0x80], [0xEC, 0xBF, 0xBF], [0xED, 0x9F, 0xBF], [0xEE, 0x80, 0x80],
        [0xEF, 0xBF, 0xBD], [0xEF, 0xBF, 0xBE], [0xEF, 0xBF, 0xBF],
        [0xF0, 0x90, 0x80, 0x80], [0xF1, 0x80, 0x80, 0x80], [0xF3, 0xBF, 0xBF, 0xBF], [0xF4, 0x8F, 0xBF, 0xBF],
        Array("κόσμε 你好 👩‍👩‍👧".utf8),
    ]

    /// Bytes that are no UTF-8, and the position of the first that cannot be.
    static let impossible: [([UInt8], Int)] = [
        ([0x80], 0), ([0xBF], 0), ([0xC0, 0x80], 0), ([0xC1, 0xBF], 0), ([0xF5, 0x80, 0x80, 0x80], 0),
        ([0xFE], 0), ([0xFF], 0), ([0x61, 0x80], 1),
        ([0xC2, 0x41], 1), ([0xC2, 0xC2], 1), ([0xDF, 0x7F], 1),
        ([0xE0, 0x80, 0x80], 1), ([0xE0, 0x9F, 0xBF], 1), ([0xE1, 0x80, 0x41], 2), ([0xE1, 0xC0, 0x80], 1),
        ([0xED, 0xA0, 0x80], 1), ([0xED, 0xAF, 0xBF], 1), ([0xED, 0xBF, 0xBF], 1),
        ([0xF0, 0x80, 0x80, 0x80], 1), ([0xF0, 0x8F, 0xBF, 0xBF], 1), ([0xF0, 0x90, 0x80, 0x41], 3),
        ([0xF4, 0x90, 0x80, 0x80], 1), ([0xF4, 0xBF, 0x80, 0x80], 1), ([0xF1, 0x80, 0xFF, 0x80], 2),
        // Autobahn 6.3: κόσμε, a surrogate, "edited".
        ([0xCE, 0xBA, 0xE1, 0xBD, 0xB9, 0xED, 0xA0, 0x80, 0x65], 6),
        // The mark is reset when a character ends.
        ([0xE0, 0xA0, 0x80, 0xE1, 0x80, 0x80, 0xC2, 0x80, 0x80], 8),
    ]

    private static func accepts(_ bytes: some Sequence<UInt8>, _ validator: inout UTF8Validator) -> Bool {
        Array(bytes).withUnsafeBytes { validator.accepts($0) }
    }

    @Test(arguments: valid)
    func validCharactersAreAcceptedWhereverTheyAreSplit(_ bytes: [UInt8]) {
        for split in 0...bytes.count {
            var validator = UTF8Validator()
            #expect(Self.accepts(bytes[..<split], &validator))
            #expect(Self.accepts(bytes[split...], &validator))
            #expect(validator.isComplete)
        }
    }

    @Test(arguments: valid.filter { $0.count > 1 && $0.count < 5 })
    func aCharacterThatIsCutShortIsNotComplete(_ bytes: [UInt8]) {
        for count in 1..<bytes.count {
            var validator = UTF8Validator()
            #expect(Self.accepts(bytes[..<count], &validator))
            #expect(!validator.isComplete)
        }
    }

    @Test(arguments: impossible)
    func theFirstImpossibleByteIsRefused(_ bytes: [UInt8], _ position: Int) {
        var validator = UTF8Validator()
        #expect(Self.accepts(bytes[..<position], &validator))
        #expect(!Self.accepts([bytes[position]], &validator))
    }

    @Test(arguments: impossible)
    func impossibleBytesAreRefusedWhereverTheyAreSplit(_ bytes: [UInt8], _ position: Int) {
        for split in 0...bytes.count {
            var validator = UTF8Validator()
            let isAccepted = Self.accepts(bytes[..<split], &validator) && Self.accepts(bytes[split...], &validator)
            #expect(!isAccepted)
        }
    }

    @Test(arguments: 0..<100)
    func aWrongByteIsFoundBehindAnyNumberOfASCIICharacters(_ count: Int) {
        var validator = UTF8Validator()
        let ascii = [UInt8](repeating: 0x61, count: count)
        #expect(!Self.accepts(ascii + [0xFF] + ascii, &validator))
        validator = UTF8Validator()
        #expect(Self.accepts(ascii + [0xC3, 0xA4] + ascii, &validator))
        #expect(validator.isComplete)
    }

    @Test(arguments: 0..<20)
    func randomBytesAreJudgedAsTheStandardLibraryJudgesThem(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<2_000 {
            let bytes = Self.nearlyUTF8(using: &random)
            var validator = UTF8Validator()
            var rest = bytes[...]
            var isAccepted = true
            while isAccepted, !rest.isEmpty {
                let chunk = rest.prefix(Int.random(in: 1...(Bool.random(using: &random) ? 12 : 100), using: &random))
                isAccepted = Self.accepts(chunk, &validator)
                rest = rest.dropFirst(chunk.count)
            }
            #expect(
                (isAccepted && validator.isComplete) == (String(validating: bytes, as: UTF8.self) != nil),
                "\(bytes)"
            )
        }
    }

    /// Random characters, one byte of which is sometimes another: noise alone is nearly never valid.
    private static func nearlyUTF8(using random: inout SeededGenerator) -> [UInt8] {
        var bytes: [UInt8] = []
        for _ in 0..<Int.random(in: 0...12, using: &random) {
            let top: UInt32 = [0x7F, 0x7FF, 0xFFFF, 0x10_FFFF].randomElement(using: &random) ?? 0
            guard let scalar = Unicode.Scalar(UInt32.random(in: 0...top, using: &random)) else { continue }
            bytes += Array(String(scalar).utf8)
            // Long enough for the steps of 32 and of 8 bytes.
            if Int.random(in: 0..<8, using: &random) == 0 { bytes += [UInt8](repeating: 0x61, count: 45) }
        }
        if !bytes.isEmpty, Bool.random(using: &random) {
            bytes[Int.random(in: bytes.indices, using: &random)] = random.bytes(1)[0]
        }
        return bytes
    }
}
