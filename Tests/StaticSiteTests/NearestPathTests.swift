import Testing

@testable import StaticSite

struct NearestPathTests {
    private let sandbox: Sandbox

    init() throws {
        sandbox = try Sandbox()
        for name in [
            "Style.css", "css/main.css", "CSS2/other.css", "img/a b.png", "img/Über.png", ".env", ".git/config",
        ] {
            try sandbox.write(name, "a")
        }
        try sandbox.write("../secret.txt", Sandbox.secret)
        try sandbox.link("outside", to: "../secret.txt")
    }

    @Test(
        arguments: [
            ("/style.css", "/Style.css"), ("/stylee.css", "/Style.css"), ("/css/Main.css", "/css/main.css"),
            ("/Css/Main.css", "/css/main.css"), ("/css2/othr.css", "/CSS2/other.css"),
            ("/img/a%20c.png", "/img/a%20b.png"),
            ("/img/%C3%BCber.png", "/img/%C3%9Cber.png"), ("/style.css?v=1", "/Style.css"),
            ("/imgs/a%20b.png", "/img/a%20b.png"),
            ("/Style.css", nil), ("/", nil), ("/xyz", nil), ("/css/", nil), ("/Style.css/a", nil),
            ("/nowhere/main.css", nil),
            ("/env", nil), ("/git/config", nil), ("/outsidee", nil), ("/secret.txt", nil),
        ] as [(String, String?)]
    )
    func nameThatExistsIsFound(_ target: String, _ nearest: String?) throws {
        #expect(try sandbox.site().nearestPath(to: RequestPath(target: target)) == nearest)
    }
}
