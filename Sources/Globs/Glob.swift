/// A pattern for paths of the site: `*` is any part of a name, `?` one character of it, `**` any number of whole names;
/// everything else is itself.
///
/// With a `/` in it, it is for whole paths from the root; without one for the last name, in whatever directory.
package struct Glob: Hashable, Sendable {
    private enum Part: Hashable {
        case scalar(Unicode.Scalar)
        case anyScalar
        case anyText
    }

    private enum Segment: Hashable {
        case name([Part])
        case anyNames
    }

    private let segments: [Segment]

    /// A slash at the start changes nothing but that: `/a.js` is the one in the root. `nil` for a pattern that no path can
    /// fit: an empty one, or one with an empty name in it.
    package init?(_ pattern: String) {
        let slash = UInt8(ascii: "/")
        let names = pattern.utf8.split(separator: slash, omittingEmptySubsequences: false).map { Substring($0) }
        let isForLastName = names.count == 1
        let rest = names.first == "" ? names.dropFirst() : names[...]
        guard !rest.isEmpty, !rest.contains("") else { return nil }
        let segments = rest.map { $0.utf8.elementsEqual("**".utf8) ? Segment.anyNames : .name(Self.parts($0)) }
        self.segments = isForLastName ? [.anyNames] + segments : segments
    }

    /// Whether a path, as its names from the root, fits. Takes at most as many steps as the pattern and the path have
    /// characters, multiplied: no pattern makes it try every combination.
    package func matches(_ path: [String]) -> Bool {
        Wildcards.match(segments, path, isStar: { $0 == .anyNames }) { segment, name in
            guard case .name(let parts) = segment else { return true }
            return Wildcards.match(parts, Array(name.unicodeScalars), isStar: { $0 == .anyText }) { part, scalar in
                part == .anyScalar || part == .scalar(scalar)
            }
        }
    }

    private static func parts(_ name: Substring) -> [Part] {
        name.unicodeScalars.map { scalar in
            switch scalar {
            case "*": .anyText
            case "?": .anyScalar
            default: .scalar(scalar)
            }
        }
    }
}
