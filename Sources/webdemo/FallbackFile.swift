import ArgumentParser
import StaticSite

extension RequestPath {
    /// A file of the site, by its path from the served directory. Throws `ValidationError` for what the site never serves.
    init(fileArgument: String) throws {
        let slash = UInt8(ascii: "/")
        let names = fileArgument.utf8.split(separator: slash, omittingEmptySubsequences: false).map {
            String(Substring($0))
        }
        let path = names.first == "" ? names.dropFirst() : names[...]
        guard let last = path.last, !last.isEmpty else {
            throw ValidationError("name a file in the served directory, such as index.html.")
        }
        do throws(Refusal) {
            try self.init(target: "/" + path.map(Self.encoded).joined(separator: "/"))
        } catch {
            throw ValidationError("a file in the served directory, and no hidden one; '..' and '//' lead to none.")
        }
    }
}
