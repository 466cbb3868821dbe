import Foundation
import TestSupport
import Testing

/// What has a name in the directory and is no file, or none that may be read, or a link.
struct LiveSpecialFileTests {
    private static let isRoot = geteuid() == 0

    @Test(arguments: ["pipe", "socket", "device", "block"])
    func whatIsNoFileIsNotFoundAndNotOpened(kind: String) async throws {
        try await withLiveSite { site in
            let path = site.directory.url.appending(path: "special").path
            switch kind {
            case "pipe":
                try #require(mkfifo(path, 0o600) == 0)
            case "socket":
                // Kept until it is removed with the directory; a path that long has room in no address.
                guard mknod(path, mode_t(S_IFSOCK | 0o600), 0) == 0 else { return }
            case "device":
                // The terminal that a reader would wait for; only root may make one, and not everywhere.
                guard mknod(path, mode_t(S_IFCHR | 0o600), 5 << 8) == 0 else { return }
            default:
                guard mknod(path, mode_t(S_IFBLK | 0o600), 7 << 8) == 0 else { return }
            }
            try site.directory.link("to-special", to: "special")
            // More than there are threads that read files.
            for _ in 0..<40 {
                for target in ["/special", "/to-special", "/special/"] {
                    try #expect(site.request(target).status == 404)
                }
            }
            try #expect(site.request("/special", [("Range", "bytes=0-0")]).status == 404)
            try site.expectToServe()
        }
    }

    @Test(.enabled(if: !isRoot, "root may read everything"), arguments: ["/secret.txt", "/closed/", "/closed/a.txt"])
    func whatMayNotBeReadIsForbidden(target: String) async throws {
        try await withLiveSite { site in
            try site.directory.write("SECRET", to: "secret.txt")
            try site.directory.write("SECRET", to: "closed/a.txt")
            for path in ["secret.txt", "closed"] {
                try #require(chmod(site.directory.url.appending(path: path).path, 0) == 0)
            }
            defer { chmod(site.directory.url.appending(path: "closed").path, 0o700) }
            let reply = try site.request(target)
            #expect(reply.status == 403)
            #expect(!reply.text.contains("SECRET"))
        }
    }

    @Test(arguments: [
        ("link", "a/b.txt", 200), ("a/link", "b.txt", 200), ("a/link", "../a/b.txt", 200), ("link", "./a//b.txt", 200),
        ("link", "a/../a/b.txt", 200), ("a/c/link", "../b.txt", 200), ("link", "a", 301), ("link", "missing", 404),
        ("link", "..", 404), ("link", "../site/a/b.txt", 404), ("a/link", "../../outside.txt", 404),
        ("link", "a/../../outside.txt", 404), ("link", ".env", 404), ("link", "link", 404), ("link", "", 404),
        ("link", "/etc/passwd", 404), ("link", "/proc/self/environ", 404), ("link", "a/b.txt/", 404),
    ])
    func linkLeadsInsideOrNowhere(name: String, target: String, status: Int) async throws {
        try await withLiveSite { site in
            try site.directory.parent?.write("SECRET", to: "outside.txt")
            try site.directory.write("SECRET", to: ".env")
            try site.directory.write("inside", to: "a/b.txt")
            try site.directory.write("inside", to: "a/c/d.txt")
            // An empty link cannot be made on every system.
            do { try site.directory.link(name, to: target) } catch  where target.isEmpty { return }
            for _ in 0..<2 {
                let reply = try site.request("/\(name)")
                #expect(reply.status == status)
                #expect(!reply.text.contains("SECRET") && !reply.text.contains("root:"))
                if status == 200 { #expect(reply.text == "inside") }
                pause(.milliseconds(30))
            }
        }
    }

    @Test(arguments: ["index.html", "index.html.gz", "404.html", "folder"])
    func linkThatTakesAPlaceLeadsNowhereOutside(name: String) async throws {
        try await withLiveSite { site in
            try site.directory.parent?.write("SECRET", to: "outside/index.html")
            try site.directory.write("page", to: "folder/index.html")
            let target = name == "folder" ? "/folder/" : name == "404.html" ? "/missing" : "/"
            let file = "../outside" + (name == "folder" ? "" : "/index.html")
            // Remembered as what it was.
            for _ in 0..<3 {
                if name != "folder" { try site.directory.write("before", to: name) }
                let connection = try site.connect()
                for round in 0..<200 {
                    if round == 20 {
                        try site.directory.remove(name)
                        try site.directory.link(name, to: file)
                    }
                    try connection.sendRequest("GET", target, fields: [("Accept-Encoding", "gzip")])
                    try #expect(!connection.readReply().text.contains("SECRET"))
                }
                pause(.milliseconds(100))
                let reply = try site.request(target, [("Accept-Encoding", "gzip")])
                #expect(!reply.text.contains("SECRET") && !reply.text.contains("before"))
                #expect(reply.status == (name == "index.html.gz" ? 200 : 404))
                try site.directory.remove(name)
                if name == "folder" { try site.directory.write("page", to: "folder/index.html") }
            }
        }
    }
}
