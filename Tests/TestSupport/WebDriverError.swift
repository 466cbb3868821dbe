/// Why something could not be done in a browser.
package enum WebDriverError: Error, CustomStringConvertible {
    /// chromedriver is not on this machine.
    case notInstalled
    case notStarted(output: String)
    /// What the driver answered: an error code of the W3C list ("no such element"), and its explanation.
    case refused(command: String, code: String, message: String)
    /// The driver's answer is not what the protocol says.
    case unexpectedAnswer(command: String, String)
    case timedOut(waitingFor: String, last: String)

    package var description: String {
        switch self {
        case .notInstalled: "chromedriver was not found; install it with: Scripts/setup --tests"
        case .notStarted(let output): "chromedriver did not start; it wrote: \(output)"
        case .refused(let command, let code, let message): "\(command): \(code): \(message)"
        case .unexpectedAnswer(let command, let answer): "\(command): the driver answered \(answer)"
        case .timedOut(let condition, let last): "timed out waiting for \(condition); last seen: \(last)"
        }
    }
}
