import HTTPTypes

/// An answer that is in memory as it is sent, but for the start of its head.
package enum PreparedAnswer: Sendable {
    /// 200 with all bytes, which are kept.
    case whole(Representation)
    /// The same to HEAD.
    case head(Representation)
    /// 304
    case notModified(Representation)
}

extension Resource {
    /// The same answer as `reply` gives, for what most requests are; `nil` for all others.
    func preparedAnswer(to request: FileRequest, isHead: Bool) -> PreparedAnswer? {
        guard !request.asksForRange else { return nil }
        let choice = choice(for: request.acceptEncoding)
        guard let form = choice.form, !choice.wantsCompressed else { return nil }
        if !request.preconditions.isEmpty {
            switch request.preconditions.verdict(method: .get, form.validators) {
            case .proceed: break
            case .notModified: return .notModified(form)
            case .failed: return nil
            }
        }
        if isHead { return .head(form) }
        return form.content == nil ? nil : .whole(form)
    }
}
