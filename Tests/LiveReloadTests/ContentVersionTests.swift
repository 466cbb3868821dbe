import Crypto
import LiveReload
import Testing

struct ContentVersionTests {
    @Test func itsTextIsReadAgain() throws {
        let version = ContentVersion(SHA256.hash(data: Array("a".utf8)))
        #expect(version.text == "ca978112ca1bbdca")
        #expect(ContentVersion(version.text) == version)
    }

    @Test(arguments: ["", "ca978112ca1bbdc", "ca978112ca1bbdcag", "+a978112ca1bbdca", "xa978112ca1bbdca"])
    func anythingElseIsNoVersion(_ text: String) {
        #expect(ContentVersion(text) == nil)
    }
}
