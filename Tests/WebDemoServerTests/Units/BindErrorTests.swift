import Foundation
import Testing

@testable import WebDemoServer

struct BindErrorTests {
    @Test(
        arguments: [
            (EACCES, true, false), (EADDRINUSE, true, false), (EADDRNOTAVAIL, false, true), (EAFNOSUPPORT, false, true),
            (EINVAL, false, false),
        ] as [(CInt, Bool, Bool)]
    )
    func codeTellsWhatElseToTry(_ code: CInt, _ isAboutPort: Bool, _ isMissingAddress: Bool) {
        let error = BindError(address: "192.0.2.1", port: 80, code: code)
        #expect(error.isAboutPort == isAboutPort)
        #expect(error.isMissingAddress == isMissingAddress)
    }

    @Test(
        arguments: [
            (EADDRINUSE, "port 80 on 192.0.2.1 is taken by another program"),
            (EADDRNOTAVAIL, "192.0.2.1 is no address of this machine"),
        ] as [(CInt, String)]
    )
    func descriptionIsForWhoStartedIt(_ code: CInt, _ text: String) {
        #expect("\(BindError(address: "192.0.2.1", port: 80, code: code))" == text)
    }
}
