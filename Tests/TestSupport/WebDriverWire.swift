import Foundation

/// Turns a WebDriver command into one HTTP request to the driver, and its answer into a value or an error.
struct WebDriverWire: Sendable {
    let port: Int

    /// The limit is longer than the driver's own ones (`BrowserOptions`), so that its error arrives rather than ours.
    func send(
        _ method: String,
        _ path: String,
        _ parameters: JSONValue? = nil,
        within limit: Duration = .seconds(60)
    ) async throws -> JSONValue {
        let command = "\(method) \(path)"
        let body = try parameters.map { try Array(JSONEncoder().encode($0)) } ?? []
        let reply = try await offCooperativePool { [port] in
            let connection = try RawConnection(port: port)
            let fields = [(name: "Content-Type", value: "application/json"), (name: "Connection", value: "close")]
            try connection.sendRequest(method, path, fields: fields, body: body)
            return try connection.readReply(within: limit)
        }
        guard let value = try? JSONDecoder().decode(JSONValue.self, from: Data(reply.body))["value"] else {
            throw WebDriverError.unexpectedAnswer(command: command, "\(reply.status) \(reply.text)")
        }
        guard reply.status == 200 else {
            let code = value["error"]?.string ?? "status \(reply.status)"
            throw WebDriverError.refused(command: command, code: code, message: value["message"]?.string ?? "")
        }
        return value
    }
}
