/// What a page says of itself: `webdemo.reload.v1`. What is not understood is ignored.
struct PageMessage: Decodable {
    enum Kind: String, Decodable {
        case hello, uses, applied, waiting, error, bye
    }

    /// How far a page has come, in which run of the server.
    struct Since: Decodable {
        let boot: String
        let seq: UInt64
    }

    /// Something that the page has loaded from here.
    struct Use: Decodable {
        let url: String
        /// Milliseconds since it was asked for.
        let age: Double
        /// Of its content, when the server has told it.
        let version: String?
    }

    struct Screen: Codable {
        let width: Int
        let height: Int
        let ratio: Double
        let touch: Bool
    }

    /// What the document came of, when it is the result of a reload.
    struct Applied: Decodable {
        let seq: UInt64
        let how: String
    }

    let type: Kind
    let page: String
    let url: String?
    let title: String?
    let agent: String?
    /// Milliseconds since the page was gone to.
    let age: Double?
    let since: Since?
    let uses: [Use]?
    let all: Bool?
    let screen: Screen?
    let applied: Applied?
    let seq: UInt64?
    let how: String?
    /// Milliseconds that it took the page.
    let ms: Double?
    let id: Int?
    let kind: String?
    let message: String?
    let line: Int?
    let column: Int?

    /// A page's own name: it comes back in every message, and stands in logs.
    var isNamed: Bool {
        (1...32).contains(page.utf8.count)
            && page.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) }
    }
}
