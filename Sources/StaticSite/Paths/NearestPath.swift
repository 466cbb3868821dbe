extension Site {
    /// The path of the file or directory whose name is most like one that is not there: `/css/Style.css` for
    /// `/CSS/style.css`. `nil` where nothing is much like it. It reads directories.
    package func nearestPath(to path: RequestPath) -> String? {
        var found: [String] = []
        for wanted in path.segments {
            guard let name = nearestName(to: wanted, in: found) else { return nil }
            found.append(name)
        }
        guard found != path.segments else { return nil }
        return "/" + found.map(RequestPath.encoded).joined(separator: "/")
    }

    private func nearestName(to wanted: String, in directory: [String]) -> String? {
        if (try? root.look(at: directory + [wanted])) != nil { return wanted }
        guard let looked = try? root.look(at: directory), let path = try? RequestPath(target: Self.target(directory)),
            let listing = try? root.listing(of: looked, path: path)
        else { return nil }
        let likenesses = listing.entries.compactMap { entry in
            Likeness.distance(wanted, entry.name).map { (distance: $0, name: entry.name) }
        }
        return likenesses.min { ($0.distance, $0.name) < ($1.distance, $1.name) }?.name
    }

    private static func target(_ directory: [String]) -> String {
        "/" + directory.map { RequestPath.encoded($0) + "/" }.joined()
    }
}
