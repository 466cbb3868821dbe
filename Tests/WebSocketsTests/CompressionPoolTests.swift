import NIOCore
import NIOEmbedded
import Testing
import WebSockets

struct CompressionPoolTests {
    private struct Witness {
        weak var object: AnyObject?
    }

    private static func agreed(_ change: (inout CompressionOptions) -> Void = { _ in }) throws -> PerMessageDeflate {
        var options = CompressionOptions()
        change(&options)
        return try #require(PerMessageDeflate.negotiate([ExtensionOffer("permessage-deflate")], options))
    }

    private let loop = EmbeddedEventLoop()

    /// What is borrowed at once, used for a message and given back.
    private func borrow(deflaters: Int, inflaters: Int = 0, from pool: CompressionPool) throws -> [Witness] {
        let agreed = try Self.agreed()
        let taken = try (0..<deflaters).map { _ in try #require(pool.takeDeflater(for: agreed)) }
        let others = try (0..<inflaters).map { _ in try #require(pool.takeInflater()) }
        for deflater in taken {
            _ = deflater.message(Array("Hello".utf8))
            pool.giveBack(deflater)
        }
        for inflater in others {
            _ = try inflater.message(DeflaterTests.hello)
            pool.giveBack(inflater)
        }
        return taken.map { Witness(object: $0) } + others.map { Witness(object: $0) }
    }

    @Test func whatWasGivenBackIsBorrowedAgainAndKnowsNothing() throws {
        let pool = CompressionPool(eventLoop: loop)
        let witnesses = try borrow(deflaters: 1, inflaters: 1, from: pool)
        let deflater = try #require(pool.takeDeflater(for: Self.agreed()))
        let inflater = try #require(pool.takeInflater())
        #expect(deflater === witnesses[0].object)
        #expect(inflater === witnesses[1].object)
        #expect(deflater.message(Array("Hello".utf8)) == DeflaterTests.hello)
        #expect(throws: InflateError.corrupt) { try inflater.message(InflaterTests.second) }
    }

    @Test func aBorrowedStateIsNotLentTwice() throws {
        let pool = CompressionPool(eventLoop: loop)
        _ = try borrow(deflaters: 1, inflaters: 1, from: pool)
        let agreed = try Self.agreed()
        let deflater = try #require(pool.takeDeflater(for: agreed))
        let inflater = try #require(pool.takeInflater())
        #expect(pool.takeDeflater(for: agreed) !== deflater)
        #expect(pool.takeInflater() !== inflater)
    }

    @Test func aDeflaterIsOfTheAgreedKind() throws {
        let pool = CompressionPool(eventLoop: loop)
        let kinds = try [
            Self.agreed(), Self.agreed { $0.windowBits = 10 }, Self.agreed { $0.memoryLevel = 2 },
            Self.agreed { $0.level = 9 },
        ]
        let made = try kinds.map { try #require(pool.takeDeflater(for: $0)) }
        for deflater in made { pool.giveBack(deflater) }
        for (kind, deflater) in zip(kinds, made) {
            #expect(pool.takeDeflater(for: kind) === deflater)
            #expect(deflater.windowBits == kind.serverMaxWindowBits)
            #expect(deflater.memoryLevel == kind.memoryLevel)
            #expect(deflater.level == kind.level)
        }
    }

    @Test func onlyFourOfAKindAreKept() throws {
        let pool = CompressionPool(eventLoop: loop)
        let witnesses = try borrow(deflaters: 6, inflaters: 6, from: pool)
        #expect(witnesses.prefix(6).map { $0.object != nil } == [false, false, true, true, true, true])
        #expect(witnesses.suffix(6).count { $0.object != nil } == 4)
    }

    @Test func whatNobodyBorrowsIsFreed() throws {
        let pool = CompressionPool(eventLoop: loop, idleTime: .seconds(30))
        for _ in 0..<2 {
            var witnesses = try borrow(deflaters: 2, inflaters: 2, from: pool)
            loop.advanceTime(by: .seconds(29))
            #expect(witnesses.allSatisfy { $0.object != nil })
            witnesses += try borrow(deflaters: 1, from: pool)
            loop.advanceTime(by: .milliseconds(29_999))
            #expect(witnesses.allSatisfy { $0.object != nil })
            loop.advanceTime(by: .milliseconds(1))
            #expect(witnesses.allSatisfy { $0.object == nil })
        }
    }

    @Test func whatIsBorrowedIsNotFreed() throws {
        let pool = CompressionPool(eventLoop: loop)
        let inflater = try #require(pool.takeInflater())
        _ = try borrow(deflaters: 1, from: pool)
        loop.advanceTime(by: .minutes(2))
        #expect(try inflater.message(DeflaterTests.hello) == Array("Hello".utf8))
        pool.giveBack(inflater)
        #expect(pool.takeInflater() === inflater)
    }

    @Test func thePoolGoesWithItsConnections() throws {
        var pool: CompressionPool? = CompressionPool(eventLoop: loop)
        let witness = Witness(object: pool)
        let states = try borrow(deflaters: 1, inflaters: 1, from: #require(pool))
        pool = nil
        #expect(witness.object == nil)
        #expect(states.allSatisfy { $0.object == nil })
        loop.advanceTime(by: .minutes(1))
    }

    @Test func aLoopThatHasEndedFreesNothingAndBreaksNothing() throws {
        let pool = CompressionPool(eventLoop: loop)
        _ = try borrow(deflaters: 1, from: pool)
        try loop.syncShutdownGracefully()
        #expect(try borrow(deflaters: 1, inflaters: 1, from: pool).allSatisfy { $0.object != nil })
    }
}
