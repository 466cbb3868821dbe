import HTTPTypes
import Testing
import WebSockets

struct FieldListsTests {
    @Test(
        arguments: [
            ("", []), (" ", []), (",", []), (" , ,", []), ("a", ["a"]), ("a,b", ["a", "b"]), (" a\t,\tb ", ["a", "b"]),
            ("a b, c", ["a b", "c"]), (",a,,b,", ["a", "b"]),
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
}
