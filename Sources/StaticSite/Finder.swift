/// Finds what a path leads to: a file, its directory's page, or a place to go to instead.
struct Finder: Sendable {
    enum Found {
        case file([String], Descriptor, Way)
        case moved(to: String)
        /// One without a page of its own, to be listed.
        case directory(Descriptor)
    }

    /// How a path led to a file.
    enum Way {
        /// It named the file or its directory, so it leads there as long as the file is there.
        case direct
        /// `about.html` for `/about`.
        case clean
        /// There was nothing; for requests that go to a page.
        case fallback
    }

    let root: SiteRoot
    let options: SiteOptions

    func find(_ path: RequestPath, isNavigation: Bool) throws(SiteError) -> Found {
        do throws(SiteError) {
            return try findNamed(path)
        } catch {
            guard error == .notFound || error == .noIndex, isNavigation, let fallback = options.fallback else {
                throw error
            }
            return try file(fallback.segments, .fallback)
        }
    }

    private func findNamed(_ path: RequestPath) throws(SiteError) -> Found {
        let looked: Descriptor
        do throws(SiteError) {
            looked = try root.look(at: path.segments)
        } catch {
            guard error == .notFound, let page = try cleanPage(path) else { throw error }
            return page
        }
        switch try looked.kind() {
        case .file where !path.namesDirectory:
            return .file(path.segments, looked, .direct)
        case .directory where path.namesDirectory:
            return try index(of: looked, path)
        case .directory:
            return try cleanPage(path) ?? .moved(to: path.encoded + "/" + path.query)
        case .file, .link, .other:
            throw .notFound
        }
    }

    /// Only what is a file.
    func file(_ segments: [String], _ way: Way) throws(SiteError) -> Found {
        let looked = try root.look(at: segments)
        guard case .file = try looked.kind() else { throw .notFound }
        return .file(segments, looked, way)
    }

    private func index(of directory: Descriptor, _ path: RequestPath) throws(SiteError) -> Found {
        do throws(SiteError) {
            return try file(path.segments + ["index.html"], .direct)
        } catch {
            guard error == .notFound else { throw error }
            guard options.showsListings else { throw .noIndex }
            return .directory(directory)
        }
    }

    /// `about.html` for `/about`, where that is wanted.
    private func cleanPage(_ path: RequestPath) throws(SiteError) -> Found? {
        guard options.cleanURLs, !path.namesDirectory, let name = path.segments.last else { return nil }
        do throws(SiteError) {
            return try file(path.segments.dropLast() + [name + ".html"], .clean)
        } catch {
            guard error == .notFound else { throw error }
            return nil
        }
    }
}
