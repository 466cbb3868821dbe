import HTTPTypes
import NIOCore

/// What a resource says to a request.
enum Reply {
    /// `wantsCompressed`: the next one like it could get less bytes if somebody compressed the file.
    case response(Response, wantsCompressed: Bool)
    /// The bytes of this are not in memory.
    case needsFile(Representation)
    /// Only a coding will do that nobody has made yet.
    case needsCompressed
    case notAcceptable
}

extension Resource {
    /// The answer in the order of RFC 9110 §13.2.2 and §14.2: which form, under which conditions, which part of it.
    /// `file` is the open file of a form that is not in memory.
    func reply(to request: FileRequest, isHead: Bool, file: OpenForm? = nil) -> Reply {
        if request.asksForRange, !isHead, !request.acceptEncoding.refusesIdentity,
            let reply = rangeReply(to: request, file)
        {
            return reply
        }
        let choice = choice(for: request.acceptEncoding)
        guard let form = choice.form else { return choice.wantsCompressed ? .needsCompressed : .notAcceptable }
        if let response = conditionalResponse(to: request, form) {
            return .response(response, wantsCompressed: choice.wantsCompressed)
        }
        guard let body = body(of: form, 0..<form.bytes, isHead: isHead, file) else { return .needsFile(form) }
        let response = Response(.ok, fields: form.fields, body: body)
        return .response(response, wantsCompressed: choice.wantsCompressed)
    }

    // MARK: Content codings

    func choice(for accepted: AcceptEncoding) -> (form: Representation?, wantsCompressed: Bool) {
        if accepted.isEmpty { return (identity, false) }
        let forms = compressed.map { sidecars + [$0] } ?? sidecars
        let form: Representation? =
            switch accepted.choose(from: forms.compactMap(\.coding)) {
            case .coded(let coding): forms.first { $0.coding == coding }
            case .identity: identity
            case .notAcceptable: nil
            }
        // What nobody can have otherwise is made at once; else somebody makes it for the next.
        guard form == nil ? lacksCompressed : awaitsCompressing else { return (form, false) }
        let best = accepted.choose(from: forms.compactMap(\.coding) + [.gzip])
        return (form, best == .coded(.gzip))
    }

    // MARK: Preconditions

    private func conditionalResponse(to request: FileRequest, _ form: Representation) -> Response? {
        guard !request.preconditions.isEmpty else { return nil }
        return switch request.preconditions.verdict(method: .get, form.validators) {
        case .proceed: nil
        case .notModified: Response(.notModified, fields: form.notModifiedFields)
        case .failed: Response(.preconditionFailed, fields: form.notModifiedFields)
        }
    }

    // MARK: Ranges

    /// `nil`: the whole is to be sent. Ranges are of the file as it is, never of a coded form.
    private func rangeReply(to request: FileRequest, _ file: OpenForm?) -> Reply? {
        if let response = conditionalResponse(to: request, identity) {
            return .response(response, wantsCompressed: false)
        }
        guard let value = request.fields[.range],
            IfRange.rangeApplies(request.fields, identity.validators, now: .now)
        else { return nil }
        switch ByteRanges.select(value, length: identity.bytes) {
        case .whole:
            return nil
        case .notSatisfiable:
            var fields = identity.notModifiedFields
            fields[.contentRange] = "bytes */\(identity.bytes)"
            return .response(Response(.rangeNotSatisfiable, fields: fields), wantsCompressed: false)
        case .ranges(let ranges):
            guard let response = partialResponse(ranges, file) else { return .needsFile(identity) }
            return .response(response, wantsCompressed: false)
        }
    }

    private func partialResponse(_ ranges: [Range<Int>], _ file: OpenForm?) -> Response? {
        var fields = identity.fields
        if let range = ranges.first, ranges.count == 1 {
            fields[.contentRange] = MultipartByteRanges.contentRange(range, of: identity.bytes)
            return body(of: identity, range, isHead: false, file).map {
                Response(.partialContent, fields: fields, body: $0)
            }
        }
        guard body(of: identity, 0..<0, isHead: false, file) != nil else { return nil }
        let boundary = MultipartByteRanges.makeBoundary()
        let multipart = MultipartByteRanges(ranges, of: identity.bytes, mediaType: mediaType, boundary: boundary)
        fields[.contentType] = multipart.mediaType
        let parts = multipart.parts { range in
            if let part = identity.content?.part(range) { return part }
            return file.map { .file($0.file, range) } ?? .bytes(ByteBuffer())
        }
        return Response(.partialContent, fields: fields, body: .parts(parts))
    }

    // MARK: Bodies

    private func body(of form: Representation, _ range: Range<Int>, isHead: Bool, _ file: OpenForm?) -> Response.Body? {
        if isHead { return .omitted(bytes: range.count) }
        if let content = form.content { return content.part(range).map { .init($0) } }
        guard let file, file.form === form else { return nil }
        return .file(file.file, range)
    }
}

/// A form of a file that is not in memory, with the file opened.
struct OpenForm {
    let form: Representation
    let file: OpenFile
}
