/// Why a member's request was not carried out. The raw value is the `code` of the `error` message.
enum ChatProblem: String, Error, Equatable {
    case invalidJSON = "invalid-json"
    case unknownType = "unknown-type"
    case textOnly = "text-only"
    case badName = "bad-name"
    case badMessage = "bad-message"
    case badID = "bad-id"
    case notJoined = "not-joined"
    case alreadyJoined = "already-joined"

    var explanation: String {
        switch self {
        case .invalidJSON:
            "A request is a JSON object in a text message, such as {\"type\":\"join\",\"name\":\"Anna\"}."
        case .unknownType: "The type of a request is \"join\", \"message\", \"typing\" or \"leave\"."
        case .textOnly: "Requests are text messages; this one was binary."
        case .badName: "A name is 1 to 96 bytes of UTF-8, and not only spaces."
        case .badMessage: "A message is 1 to 4096 bytes of UTF-8."
        case .badID: "A key and a mid have 1 to 64 bytes of UTF-8."
        case .notJoined: "Join with a name first."
        case .alreadyJoined: "You have joined already; leave first to take another name."
        }
    }
}
