import HTTPTypes
import NIOCore
import Testing

@testable import StaticSite

/// What a resource says to a request, without a file.
struct ReplyTests {
    private static let resource = madeResource(sidecars: [(.gzip, 300)])
    private static let tag = resource.identity.fields[.eTag] ?? ""
    private static let gzipTag = resource.sidecars.first?.fields[.eTag] ?? ""
    private static let date = HTTPDate(FileTime(seconds: 1_000_000_000)).text
    private static let gzip: HTTPFields = [.acceptEncoding: "gzip"]

    @Test(
        arguments: [
            ([:], "200 - 1000"),
            ([.acceptEncoding: ""], "200 - 1000"),
            ([.acceptEncoding: "br"], "200 - 1000"),
            ([.acceptEncoding: "gzip"], "200 gzip 300"),
            ([.acceptEncoding: "gzip;q=0"], "200 - 1000"),
            ([.acceptEncoding: "identity;q=0"], "notAcceptable"),
            ([.acceptEncoding: "gzip, identity;q=0"], "200 gzip 300"),
            ([.acceptEncoding: "gzip;q=0.1, identity"], "200 - 1000"),
        ] as [(HTTPFields, String)]
    )
    func codingIsNegotiated(_ fields: HTTPFields, _ expected: String) {
        #expect(Self.summary(Self.resource, fields) == expected)
    }

    @Test(
        arguments: [
            ([.ifNoneMatch: tag], "304"), ([.ifNoneMatch: "W/" + tag], "304"), ([.ifNoneMatch: "*"], "304"),
            ([.ifNoneMatch: gzipTag], "200 - 1000"), ([.ifNoneMatch: gzipTag, .acceptEncoding: "gzip"], "304"),
            ([.ifNoneMatch: tag, .acceptEncoding: "gzip"], "200 gzip 300"),
            ([.ifNoneMatch: "\(tag), \(gzipTag)", .acceptEncoding: "gzip"], "304"),
            ([.ifNoneMatch: "\"x\"", .ifModifiedSince: date], "200 - 1000"), ([.ifModifiedSince: date], "304"),
            ([.ifMatch: tag], "200 - 1000"), ([.ifMatch: "W/" + tag], "412"), ([.ifMatch: "\"x\""], "412"),
            ([.ifMatch: gzipTag, .acceptEncoding: "gzip"], "200 gzip 300"), ([.ifMatch: gzipTag], "412"),
            ([.ifMatch: "\"x\"", .ifNoneMatch: tag], "412"), ([.ifUnmodifiedSince: date], "200 - 1000"),
        ] as [(HTTPFields, String)]
    )
    func preconditionsAreOfTheFormThatWouldBeSent(_ fields: HTTPFields, _ expected: String) {
        #expect(Self.summary(Self.resource, fields) == expected)
    }

    @Test(
        arguments: [
            ([.range: "bytes=0-9"], "206 - 10"), ([.range: "bytes=990-"], "206 - 10"),
            ([.range: "bytes=-1000"], "206 - 1000"), ([.range: "bytes=1000-"], "416"),
            ([.range: "bytes=0-0,500-500"], "206 - parts"), ([.range: "lines=0-9"], "200 - 1000"),
            ([.range: "bytes=0-9", .acceptEncoding: "gzip"], "206 - 10"),
            ([.range: "bytes=1000-", .acceptEncoding: "gzip"], "416"),
            ([.range: "bytes=0-9", .ifRange: tag], "206 - 10"),
            ([.range: "bytes=0-9", .ifRange: tag, .acceptEncoding: "gzip"], "206 - 10"),
            ([.range: "bytes=0-9", .ifRange: gzipTag], "200 - 1000"),
            ([.range: "bytes=0-9", .ifRange: gzipTag, .acceptEncoding: "gzip"], "200 gzip 300"),
            ([.range: "bytes=0-9", .ifRange: "W/" + tag], "200 - 1000"),
            ([.range: "bytes=1000-", .ifRange: gzipTag], "200 - 1000"),
            ([.range: "bytes=0-9", .ifRange: date], "206 - 10"),
            ([.range: "bytes=0-9", .ifNoneMatch: tag, .acceptEncoding: "gzip"], "304"),
            ([.range: "bytes=0-9", .ifNoneMatch: gzipTag, .acceptEncoding: "gzip"], "206 - 10"),
            ([.range: "bytes=1000-", .ifNoneMatch: tag], "304"),
            ([.range: "bytes=0-9", .ifRange: gzipTag, .ifNoneMatch: tag], "304"),
            ([.range: "bytes=0-9", .ifRange: gzipTag, .ifNoneMatch: gzipTag, .acceptEncoding: "gzip"], "304"),
            ([.range: "bytes=0-9", .ifMatch: "\"x\""], "412"), ([.range: "bytes=0-9", .ifMatch: tag], "206 - 10"),
        ] as [(HTTPFields, String)]
    )
    func rangesAreOfTheFileAsItIs(_ fields: HTTPFields, _ expected: String) {
        #expect(Self.summary(Self.resource, fields) == expected)
    }

    @Test(
        arguments: [
            ([:], "200 - omitted 1000"), ([.acceptEncoding: "gzip"], "200 gzip omitted 300"),
            ([.range: "bytes=0-9"], "200 - omitted 1000"), ([.range: "bytes=1000-"], "200 - omitted 1000"),
            ([.range: "bytes=0-9", .acceptEncoding: "gzip"], "200 gzip omitted 300"),
            ([.ifNoneMatch: tag], "304"), ([.ifMatch: "\"x\""], "412"),
        ] as [(HTTPFields, String)]
    )
    func headHasNoRanges(_ fields: HTTPFields, _ expected: String) {
        #expect(Self.summary(Self.resource, fields, isHead: true) == expected)
    }

    @Test(
        arguments: [
            ([:], "needs -"), ([.acceptEncoding: "gzip"], "needs gzip"), ([.range: "bytes=0-9"], "needs -"),
            ([.range: "bytes=0-0,500-500"], "needs -"), ([.range: "bytes=1000-"], "416"),
            ([.ifNoneMatch: "*"], "304"), ([.ifMatch: "\"x\""], "412"),
        ] as [(HTTPFields, String)]
    )
    func fileIsNeededForItsBytesAlone(_ fields: HTTPFields, _ expected: String) {
        let resource = madeResource(isKept: false, sidecars: [(.gzip, 300)], keepsSidecars: false)
        #expect(Self.summary(resource, fields) == expected)
    }

    @Test(arguments: [([:], "200 - omitted 1000"), (gzip, "200 gzip omitted 300")] as [(HTTPFields, String)])
    func headNeedsNoFile(_ fields: HTTPFields, _ expected: String) {
        let resource = madeResource(isKept: false, sidecars: [(.gzip, 300)], keepsSidecars: false)
        #expect(Self.summary(resource, fields, isHead: true) == expected)
    }

    @Test(
        arguments: [
            ([:], "200 - 0..<1000"), ([.range: "bytes=5-9"], "206 - 5..<10"),
            ([.range: "bytes=0-0,500-500"], "206 - parts"), ([.acceptEncoding: "gzip"], "needs gzip"),
        ] as [(HTTPFields, String)]
    )
    func openFileServesItsOwnFormAlone(_ fields: HTTPFields, _ expected: String) throws {
        let resource = madeResource(isKept: false, sidecars: [(.gzip, 300)], keepsSidecars: false)
        let file = OpenForm(
            form: resource.identity,
            file: OpenFile(try Descriptor(lookingAtDirectory: "/"), resource.version)
        )
        #expect(Self.summary(resource, fields, file: file) == expected)
    }

    @Test(
        arguments: [
            (gzip, "200 - 1000 wants"), ([.acceptEncoding: "gzip, br"], "200 - 1000 wants"),
            ([.acceptEncoding: "*"], "200 - 1000 wants"), ([:], "200 - 1000"), ([.acceptEncoding: "br"], "200 - 1000"),
            ([.acceptEncoding: "gzip;q=0"], "200 - 1000"),
            ([.acceptEncoding: "gzip", .range: "bytes=0-9"], "206 - 10"),
            ([.acceptEncoding: "gzip, identity;q=0"], "needsCompressed"),
            ([.acceptEncoding: "br, identity;q=0"], "notAcceptable"),
        ] as [(HTTPFields, String)]
    )
    func compressedFormIsWantedWhereItWouldBeSent(_ fields: HTTPFields, _ expected: String) {
        let resource = madeResource(isCompressible: true)
        #expect(Self.summary(resource, fields) == expected)
        #expect(resource.beginCompressing())
        #expect(!resource.beginCompressing())
        // Nobody else need begin; who takes nothing else is told so all the same.
        #expect(Self.summary(resource, fields) == expected.replacing(" wants", with: ""))
    }

    @Test func compressedFormIsSentOnceItIsThere() {
        let resource = madeResource(isCompressible: true)
        resource.finishCompressing(madeForm(resource.common, .gzip, 200))
        #expect(Self.summary(resource, Self.gzip) == "200 gzip 200")
        #expect(Self.summary(resource, [.acceptEncoding: "gzip, identity;q=0"]) == "200 gzip 200")
        #expect(!resource.beginCompressing())
    }

    @Test func whatDoesNotGainIsNotTriedAgain() {
        let resource = madeResource(isCompressible: true)
        #expect(resource.beginCompressing())
        resource.finishCompressing(nil)
        #expect(!resource.beginCompressing())
        #expect(Self.summary(resource, Self.gzip) == "200 - 1000")
        #expect(Self.summary(resource, [.acceptEncoding: "gzip, identity;q=0"]) == "notAcceptable")
    }

    @Test func whatFailedMayBeTriedAgain() {
        let resource = madeResource(isCompressible: true)
        #expect(resource.beginCompressing())
        resource.giveUpCompressing()
        #expect(Self.summary(resource, Self.gzip) == "200 - 1000 wants")
        #expect(resource.beginCompressing())
    }

    @Test func betterSidecarIsEnough() {
        let resource = madeResource(isCompressible: true, sidecars: [(.br, 100)])
        #expect(Self.summary(resource, [.acceptEncoding: "gzip, br"]) == "200 br 100")
        #expect(Self.summary(resource, Self.gzip) == "200 - 1000 wants")
    }

    @Test(arguments: ["304", "412", "416"])
    func answerWithoutContentSaysNothingOfContent(_ status: String) throws {
        let fields: HTTPFields =
            switch status {
            case "304": [.ifNoneMatch: "*"]
            case "412": [.ifMatch: "\"x\""]
            default: [.range: "bytes=1000-"]
            }
        let response = try #require(Self.response(Self.resource, fields))
        #expect("\(response.status.code)" == status)
        #expect(response.fields[.eTag] == Self.tag)
        for name in [HTTPField.Name.contentType, .contentEncoding, .lastModified, .acceptRanges] {
            #expect(response.fields[name] == nil)
        }
        #expect(response.fields[.contentRange] == (status == "416" ? "bytes */1000" : nil))
    }

    @Test func onlyTheFileAsItIsAcceptsRanges() throws {
        let whole = try #require(Self.response(Self.resource, [:]))
        let coded = try #require(Self.response(Self.resource, Self.gzip))
        let part = try #require(Self.response(Self.resource, [.range: "bytes=1-2"]))
        #expect(whole.fields[.acceptRanges] == "bytes")
        #expect(coded.fields[.acceptRanges] == nil)
        #expect(part.fields[.contentRange] == "bytes 1-2/1000")
    }

    // MARK: Helpers

    private static func response(_ resource: Resource, _ fields: HTTPFields) -> Response? {
        guard case .response(let response, _) = resource.reply(to: FileRequest(fields), isHead: false) else {
            return nil
        }
        return response
    }

    private static func summary(
        _ resource: Resource,
        _ fields: HTTPFields,
        isHead: Bool = false,
        file: OpenForm? = nil
    ) -> String {
        switch resource.reply(to: FileRequest(fields), isHead: isHead, file: file) {
        case .response(let response, let wantsCompressed):
            let coding = response.fields[.contentEncoding] ?? "-"
            let wants = wantsCompressed ? " wants" : ""
            return switch response.body {
            case .none: "\(response.status.code)" + wants
            case .omitted(let bytes): "\(response.status.code) \(coding) omitted \(bytes)" + wants
            case .bytes(let bytes): "\(response.status.code) \(coding) \(bytes.readableBytes)" + wants
            case .file(_, let range): "\(response.status.code) \(coding) \(range)" + wants
            case .parts: "\(response.status.code) \(coding) parts" + wants
            }
        case .needsFile(let form): return "needs \(form.coding?.token ?? "-")"
        case .needsCompressed: return "needsCompressed"
        case .notAcceptable: return "notAcceptable"
        }
    }
}
