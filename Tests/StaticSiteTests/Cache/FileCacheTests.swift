import NIOCore
import Testing

@testable import StaticSite

struct FileCacheTests {
    /// What a resource takes with so much content.
    private static func size(_ bytes: Int = 0) -> Int { madeResource(bytes: bytes).bytesInMemory }

    @Test func resourceTakesMoreThanItsContent() {
        #expect(Self.size(0) > 1000)
        #expect(Self.size(100_000) > 100_000)
    }

    @Test(arguments: [(-1000, false), (-1, false), (0, true), (1, true)])
    func resourceIsKeptWhereThereIsRoom(_ room: Int, _ isKept: Bool) {
        let cache = FileCache(maxBytes: Self.size(1000) + room)
        let resource = madeResource(bytes: 1000)
        cache.keep(resource)
        #expect((cache.resource(of: ["a.css"]) === resource) == isKept)
        #expect(cache.bytes == (isKept ? Self.size(1000) : 0))
    }

    @Test(arguments: [0, -1])
    func nothingIsKeptWithoutRoom(_ room: Int) {
        let cache = FileCache(maxBytes: room)
        cache.keep(madeResource(bytes: 0))
        #expect(cache.resource(of: ["a.css"]) == nil)
        #expect(cache.bytes == 0)
    }

    @Test func roomIsNeverExceededAndNeverLost() {
        let room = 10 * Self.size(100)
        let cache = FileCache(maxBytes: room)
        for number in 0..<1000 {
            cache.keep(madeResource("\(number % 37)", bytes: number * 7919 % 1500))
            let kept = (0..<37).compactMap { cache.resource(of: ["\($0)"]) }
            #expect(cache.bytes == kept.reduce(0) { $0 + $1.bytesInMemory })
            #expect(cache.bytes <= room)
            #expect(!kept.isEmpty)
        }
    }

    @Test func manySmallOnesAreBoundedByTheirNumber() {
        let cache = FileCache(maxBytes: 1 << 30, maxResources: 3)
        for number in 0..<10 { cache.keep(madeResource("\(number)", bytes: 0)) }
        #expect((0..<10).count { cache.resource(of: ["\($0)"]) != nil } == 3)
        #expect(cache.resource(of: ["9"]) != nil)
        #expect(cache.bytes == 3 * Self.size())
    }

    @Test func whatIsUsedStaysHoweverManyAreUsedOnce() {
        let cache = FileCache(maxBytes: 50 * Self.size())
        for number in 0..<10 { cache.keep(madeResource("once \(number)", bytes: 0)) }
        let used = (0..<5).map { madeResource("used \($0)", bytes: 0) }
        used.forEach(cache.keep)
        for number in 10..<1000 {
            used.forEach { $0.noteUse() }
            cache.keep(madeResource("once \(number)", bytes: 0))
        }
        #expect(used.allSatisfy { cache.resource(of: $0.segments) === $0 })
    }

    @Test func whatIsNotUsedGoes() {
        let cache = FileCache(maxBytes: 4 * Self.size())
        cache.keep(madeResource("unused", bytes: 0))
        for number in 0..<8 { cache.keep(madeResource("\(number)", bytes: 0)) }
        #expect(cache.resource(of: ["unused"]) == nil)
    }

    @Test func nameHasOneResource() {
        let cache = FileCache(maxBytes: 1 << 20)
        cache.keep(madeResource("before", bytes: 7))
        for bytes in [10, 1000, 5] {
            let resource = madeResource("same", bytes: bytes)
            cache.keep(resource)
            #expect(cache.resource(of: ["same"]) === resource)
            #expect(cache.bytes == Self.size(7) + Self.size(bytes))
        }
        #expect(cache.resource(of: ["before"])?.version.bytes == 7)
    }

    @Test func whatHasBecomeTooLargeIsNotKeptAsItWas() {
        let cache = FileCache(maxBytes: Self.size(10))
        cache.keep(madeResource("same", bytes: 10))
        cache.keep(madeResource("same", bytes: 10_000))
        #expect(cache.resource(of: ["same"]) == nil)
        #expect(cache.bytes == 0)
    }

    @Test func spellingsOfALetterAreTwoNames() {
        let cache = FileCache(maxBytes: 1 << 20)
        let (composed, decomposed) = (madeResource("\u{E9}"), madeResource("e\u{301}"))
        cache.keep(composed)
        #expect(cache.resource(of: ["e\u{301}"]) == nil)
        cache.keep(decomposed)
        #expect(cache.resource(of: ["\u{E9}"]) === composed)
        #expect(cache.resource(of: ["e\u{301}"]) === decomposed)
    }

    @Test func grownResourceIsCountedAnewAndOthersMakeRoom() {
        let cache = FileCache(maxBytes: 2 * Self.size(1000))
        let grown = madeResource("grown", bytes: 1000, isCompressible: true)
        cache.keep(madeResource("other", bytes: 1000))
        cache.keep(grown)
        grown.finishCompressing(madeForm(grown.common, .gzip, 300))
        cache.recount(grown)
        #expect(cache.resource(of: ["grown"]) === grown)
        #expect(cache.resource(of: ["other"]) == nil)
        #expect(cache.bytes == grown.bytesInMemory)
        #expect(cache.bytes > Self.size(1000) + 300)
    }

    @Test func grownBeyondAllRoomIsNotKept() {
        let cache = FileCache(maxBytes: Self.size(1000))
        let grown = madeResource(bytes: 1000, isCompressible: true)
        cache.keep(grown)
        grown.finishCompressing(madeForm(grown.common, .gzip, 300))
        cache.recount(grown)
        #expect(cache.resource(of: ["a.css"]) == nil)
        #expect(cache.bytes == 0)
    }

    @Test func onlyWhatIsKeptIsCountedAnew() {
        let cache = FileCache(maxBytes: 1 << 20)
        let (old, new) = (madeResource(bytes: 10), madeResource(bytes: 20))
        cache.recount(old)
        #expect(cache.bytes == 0)
        cache.keep(old)
        cache.keep(new)
        cache.recount(old)
        #expect(cache.resource(of: ["a.css"]) === new)
        #expect(cache.bytes == Self.size(20))
    }

    @Test func whatIsEvictedIsFreedAlsoWhereItsPathIsKnown() {
        let cache = FileCache(maxBytes: Self.size())
        let paths = KnownPaths()
        weak let weakly: Resource? = {
            let resource = madeResource("a", bytes: 0)
            cache.keep(resource)
            paths.keep(resource, at: ByteBuffer(string: "/a"))
            return resource
        }()
        #expect(weakly != nil)
        #expect(paths.resource(at: ByteBuffer(string: "/a")) === weakly)
        cache.keep(madeResource("b", bytes: 0))
        #expect(weakly == nil)
        #expect(paths.resource(at: ByteBuffer(string: "/a")) == nil)
    }
}
