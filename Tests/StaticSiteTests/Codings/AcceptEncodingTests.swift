import HTTPTypes
import TestSupport
import Testing

@testable import StaticSite

struct AcceptEncodingTests {
    private static func choice(_ field: String, _ available: [ContentCoding]) -> AcceptEncoding.Choice {
        AcceptEncoding([.acceptEncoding: field]).choose(from: available)
    }

    @Test(
        arguments: [
            ("gzip", .coded(.gzip)), ("GZip", .coded(.gzip)), ("x-gzip", .coded(.gzip)), ("X-GZIP", .coded(.gzip)),
            ("br", .coded(.br)), ("zstd", .coded(.zstd)), ("gzip, deflate, br, zstd", .coded(.br)),
            ("gzip, deflate, zstd", .coded(.zstd)), ("gzip,deflate", .coded(.gzip)), ("deflate", .identity),
            ("*", .coded(.br)), ("gzip, *;q=0", .coded(.gzip)), ("br;q=0, *", .coded(.zstd)),
            ("br;q=0,zstd;q=0,*", .coded(.gzip)),
            // Weights
            ("gzip;q=1, br;q=0.9", .coded(.gzip)), ("gzip;q=0.8, br;q=0.8", .coded(.br)),
            ("gzip;q=0.001, br;q=0", .coded(.gzip)), ("gzip;q=0.501,br;q=0.5", .coded(.gzip)),
            ("gzip;q=1.000, br;q=0.999", .coded(.gzip)), ("gzip;q=0.5, *;q=0.4", .coded(.gzip)),
            ("gzip;q=0.4, *;q=0.5", .coded(.br)), ("gzip ; q=0.5 , br\t;\tq=0.4", .coded(.gzip)),
            ("gzip;Q=0.5, br;q=0.4", .coded(.gzip)), ("gzip;q=1., br;q=0.9", .coded(.gzip)),
            ("gzip;q=0.,br;q=0.1", .coded(.br)),
            // The bytes as they are
            ("", .identity), (" , ", .identity), ("identity", .identity), ("identity, gzip", .coded(.gzip)),
            ("gzip;q=0", .identity), ("gzip;q=0.000", .identity), ("*;q=0.5, identity", .identity),
            ("gzip;q=0.5, identity;q=0.6", .identity), ("gzip;q=0.5, identity;q=0.5", .coded(.gzip)),
            ("gzip;q=0.5, identity;q=0.4", .coded(.gzip)), ("*;q=0, identity", .identity),
            ("*;q=0, identity;q=0.001", .identity), ("gzip;q=0, identity", .identity),
            // Neither
            ("identity;q=0", .notAcceptable), ("*;q=0", .notAcceptable), ("identity;q=0, deflate", .notAcceptable),
            ("*;q=0, deflate", .notAcceptable), ("identity;q=0, gzip;q=0", .notAcceptable),
            ("identity;q=0, gzip", .coded(.gzip)), ("identity;q=0, *", .coded(.br)),
            ("identity;q=0, gzip;q=0, *", .coded(.br)),
            // Twice
            ("gzip;q=0, x-gzip", .identity), ("gzip, gzip;q=0", .identity), ("gzip;q=0.5, gzip, br;q=0.7", .coded(.br)),
            // What cannot be read is not there
            ("gzip;q=2", .identity), ("gzip;q=1.001", .identity), ("gzip;q=0.1234", .identity),
            ("gzip;q=-1", .identity),
            ("gzip;q=", .identity), ("gzip;q=.5", .identity), ("gzip;q=01", .identity), ("gzip;q=1.0.0", .identity),
            ("gzip;q=a", .identity), ("gzip;q=0,5", .identity), ("gzip;q =1", .identity), ("gzip;q= 1", .identity),
            ("gzip;", .identity), ("gzip;x=1", .identity), ("gzip;q=1;x=2", .identity), ("gz ip", .identity),
            ("gzip\u{301}", .identity), ("\"gzip\"", .identity), (";q=1", .identity), ("gzip;q=1\u{FF10}", .identity),
            ("gzip;q=x, br;q=0.1", .coded(.br)), ("*;q=x", .identity), ("identity;q=x", .identity),
            ("gzip deflate, zstd", .coded(.zstd)), ("brotli", .identity), ("b\u{52}", .coded(.br)),
        ] as [(String, AcceptEncoding.Choice)]
    )
    func codingIsTheOneThatTheClientWouldRather(_ field: String, _ choice: AcceptEncoding.Choice) {
        #expect(Self.choice(field, [.gzip, .br, .zstd]) == choice)
        #expect(Self.choice(field, [.zstd, .br, .gzip]) == choice)
    }

    @Test(
        arguments: [
            ("gzip, br", [], .identity), ("gzip, br", [.gzip], .coded(.gzip)), ("gzip, br", [.zstd], .identity),
            ("gzip;q=0.1, br", [.gzip], .coded(.gzip)), ("*", [.gzip], .coded(.gzip)), ("*", [], .identity),
            ("*", [.gzip, .zstd], .coded(.zstd)), ("identity;q=0, br", [.gzip], .notAcceptable),
            ("identity;q=0, *", [], .notAcceptable), ("*;q=0, br", [.gzip], .notAcceptable),
            ("br, identity;q=0.5", [.gzip], .identity),
        ] as [(String, [ContentCoding], AcceptEncoding.Choice)]
    )
    func onlyWhatIsThereIsChosen(_ field: String, _ available: [ContentCoding], _ choice: AcceptEncoding.Choice) {
        #expect(Self.choice(field, available) == choice)
    }

    @Test func withoutTheFieldBytesStayAsTheyAre() {
        #expect(AcceptEncoding([:]).choose(from: ContentCoding.allCases) == .identity)
    }

    @Test func linesAreOneList() {
        var fields = HTTPFields()
        fields[values: .acceptEncoding] = ["gzip;q=0.5", "zstd;q=0.7"]
        #expect(AcceptEncoding(fields).choose(from: ContentCoding.allCases) == .coded(.zstd))
    }

    @Test func randomFieldsAreHarmless() {
        var random = SeededGenerator(seed: 7)
        let pieces = [
            "gzip", "br", "zstd", "*", "identity", ";", "q=", "0", "1", ".", "5", ",", " ", "\t", "é", "\u{301}", "x-",
        ]
        for _ in 0..<20_000 {
            let count = Int.random(in: 0...12, using: &random)
            let field = (0..<count).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
            #expect(Self.choice(field, [.gzip]) != .coded(.br))
            if case .coded(let coding) = Self.choice(field, ContentCoding.allCases) {
                let isNamed = field.utf8.split(separator: UInt8(ascii: ",")).contains {
                    $0.contains(UInt8(ascii: "*")) || String(decoding: $0, as: UTF8.self).contains(coding.token)
                }
                #expect(isNamed, "\(field)")
            }
        }
    }

    @Test func codingsHaveTheirNames() {
        #expect(ContentCoding.allCases == [.br, .zstd, .gzip])
        #expect(ContentCoding.allCases.map(\.token) == ["br", "zstd", "gzip"])
        #expect(ContentCoding.allCases.map(\.fileExtension) == [".br", ".zst", ".gz"])
        #expect(ContentCoding.allCases.map(\.tagSuffix) == ["-br", "-zstd", "-gz"])
    }
}
