import ArgumentParser

/// `--type ext=type`: which media type an extension tells.
struct TypeRule: Equatable {
    /// In lower case, without its dot.
    let fileExtension: String
    let type: String

    /// Throws `ValidationError` for what is no extension or no media type (RFC 9110 §8.3.1).
    init(argument: String) throws {
        guard let (name, type) = argument.cut(at: UInt8(ascii: "=")) else {
            throw ValidationError("write an extension and its media type, as in glsl=text/plain.")
        }
        let bare = name.utf8.first == UInt8(ascii: ".") ? String(name.dropFirst()) : name
        guard !bare.isEmpty, !bare.utf8.contains(where: { "./\\ ".utf8.contains($0) || $0 < 0x20 }) else {
            throw ValidationError("an extension has no dot, slash or space in it; write one like glsl.")
        }
        guard let type = Self.mediaType(type) else {
            throw ValidationError("write a media type like text/plain or text/html; charset=gbk.")
        }
        fileExtension = bare.lowercased()
        self.type = type
    }

    /// With the type itself in lower case, and the parameters as they are; `nil` for what is none.
    private static func mediaType(_ text: String) -> String? {
        let parts = text.utf8.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false).map {
            Substring($0)
        }
        let names = parts[0].utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard names.count == 2, names.allSatisfy({ String(Substring($0)).isToken }) else { return nil }
        for parameter in parts.dropFirst() {
            guard let (name, value) = String(parameter).trimmingBlanks.cut(at: UInt8(ascii: "=")), name.isToken,
                value.isToken || value.isQuoted
            else { return nil }
        }
        return ([parts[0].lowercased()] + parts.dropFirst().map { String($0).trimmingBlanks }).joined(separator: "; ")
    }
}

extension String {
    /// Without a quote or backslash inside, which nobody needs here (RFC 9110 §5.6.4).
    fileprivate var isQuoted: Bool {
        let quote = UInt8(ascii: "\"")
        return utf8.count >= 2 && utf8.first == quote && utf8.last == quote
            && utf8.dropFirst().dropLast().allSatisfy {
                (0x20..<0x7F).contains($0) && $0 != quote && $0 != UInt8(ascii: "\\")
            }
    }
}
