import Testing
import WebSockets

struct CloseCodeTests {
    @Test(arguments: [1000, 1001, 1002, 1003, 1007, 1008, 1011, 1014, 3000, 4999] as [UInt16])
    func mayBeSent(_ code: UInt16) {
        #expect(CloseCode(rawValue: code).isAllowedOnTheWire)
    }

    @Test(arguments: [0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65535] as [UInt16])
    func mustNotBeSent(_ code: UInt16) {
        #expect(!CloseCode(rawValue: code).isAllowedOnTheWire)
    }
}
