import HTTPTypes
import Testing
import WebSockets

struct FieldListsTests {
    @Test(
        arguments: [
            ("", []), (" ", []), (",", []), (" , ,", []), ("a", ["a"]), ("a,b", ["a", "b"]), (" a\t,\tb ", ["a", "b"]),
            ("a b, c", ["a b", "c"]), (",a,,b,", ["a", "b"]), ("a,\u{301}b", ["a", "\u{301}b"]),
            ("é ,\u{A0}b", ["é", "\u{A0}b"]),
        ]
    )
    func emptyMembersAndBlanksAreIgnored(_ value: String, _ members: [String]) {
        let fields: HTTPFields = [.connection: value]
        #expect(fields.listMembers(of: .connection) == members)
    }

    @Test func allLinesOfAFieldAreOneList() {
        var fields: HTTPFields = [.connection: "a, b"]
        fields.append(HTTPField(name: .connection, value: "c"))
        #expect(fields.listMembers(of: .connection) == ["a", "b", "c"])
        #expect(fields.listMembers(of: .upgrade) == [])
    }

    @Test func aTokenIsListedInAnyCase() {
        let fields: HTTPFields = [.connection: "Keep-Alive, UpGrade"]
        #expect(fields.lists("upgrade", in: .connection))
        #expect(!fields.lists("keep", in: .connection))
    }

    @Test(arguments: ["b" + blanks, "," + blanks + "b", blanks + "b,", commas + "b"])
    func blanksAndCommasMayBeMany(_ value: String) {
        let fields: HTTPFields = [.secWebSocketProtocol: value]
        #expect(fields.listMembers(of: .secWebSocketProtocol) == ["b"])
    }

    /// Where one of these characters ends is seen only from the first of them: going back over them takes minutes.
    @Test(.timeLimit(.minutes(1))) func lengthOfCharactersCostsNothing() {
        let flags = String(repeating: "\u{1F1E9}", count: 1 << 18)
        let fields: HTTPFields = [.secWebSocketProtocol: flags]
        #expect(fields.listMembers(of: .secWebSocketProtocol).map(\.utf8.count) == [1 << 20])
    }

    private static let blanks = String(repeating: " \t", count: 16_000)
    private static let commas = String(repeating: ", ", count: 16_000)
}
