/// What went wrong on a page, for the terminal of who wrote it.
enum PageFailureText {
    static func line(_ failure: ReloadPage.Failure, on page: String, nearest: String?) -> String {
        let place = [failure.url, failure.line.map { "\($0)" }, failure.column.map { "\($0)" }].compactMap { $0 }
            .joined(separator: ":")
        return switch failure.kind {
        case "missing":
            "\(page) asks for \(place), which is not there" + (nearest.map { "; did you mean \($0)?" } ?? "")
        case "media-type":
            "\(page): the browser does not take \(place): \(failure.message)"
        case "blocked":
            "\(page): its own Content-Security-Policy forbids \(place): \(failure.message)"
        default:
            "\(page): \(place.isEmpty ? "" : "\(place): ")\(failure.message)"
        }
    }
}
