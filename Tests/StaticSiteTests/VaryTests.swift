import HTTPTypes
import Testing

@testable import StaticSite

struct VaryTests {
    @Test(
        arguments: [
            (nil, "Accept", "Accept"), ("Accept", "Accept", "Accept"), ("a, B", "b, C", "a, B, C"),
            ("Accept-Encoding", "Accept", "Accept-Encoding, Accept"), ("a,b", "c,a", "a, b, c"), ("*", "a", "*, a"),
        ] as [(String?, String, String)]
    )
    func eachNameIsThereOnce(_ before: String?, _ names: String, _ after: String) {
        var response = Response(.ok)
        response.fields[.vary] = before
        response.varies(by: names)
        #expect(response.fields[.vary] == after)
    }
}
