import Foundation
import Testing

@testable import WebDemoServer

struct BannerTests {
    @Test func bannerTellsWhereWhatAndHow() {
        let banner = Banner(
            hosts: ["localhost"],
            ports: [8080],
            directory: "/srv/中文",
            endpoints: ["/echo", "/chat"],
            fallback: nil
        )
        #expect(
            banner.description == """

                  webdemo

                  Open       http://localhost:8080/
                  Directory  /srv/中文
                  WebSocket  /echo  /chat

                  Ctrl-C stops.

                """
        )
    }

    @Test func everyAddressAndPortIsListed() {
        let banner = Banner(
            hosts: ["localhost", "192.168.1.20", "2001:db8::20"],
            ports: [80, 9998],
            directory: "/srv",
            endpoints: ["/echo"],
            fallback: nil
        )
        let addresses = banner.description.split(separator: "\n").compactMap { line in
            line.firstRange(of: "http://").map { String(line[$0.lowerBound...]) }
        }
        #expect(
            addresses == [
                "http://localhost/", "http://localhost:9998/", "http://192.168.1.20/", "http://192.168.1.20:9998/",
                "http://[2001:db8::20]/", "http://[2001:db8::20]:9998/",
            ]
        )
        #expect(banner.description.components(separatedBy: "Open").count == 2)
    }

    @Test func placeOfLiveReloadsScriptIsShown() {
        let banner = Banner(
            hosts: ["localhost", "192.168.1.20"],
            ports: [8080],
            directory: "/srv",
            endpoints: ["/echo"],
            liveReloadPort: 35_729,
            fallback: nil
        )
        #expect(
            banner.description.contains("\n  WebSocket  /echo\n  LiveReload http://localhost:35729/livereload.js\n")
        )
    }

    @Test func fallbackIsExplained() {
        let fallback = PortFallback(BindError(address: "127.0.0.1", port: 80, code: EACCES), port: 8080)
        let banner = Banner(hosts: ["localhost"], ports: [8080], directory: "/", endpoints: [], fallback: fallback)
        #expect(banner.description.contains("\n  \(fallback)\n"))
    }
}
