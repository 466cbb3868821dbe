import TestSupport
import Testing

extension InABrowser {
    /// What the board makes of a User-Agent field, of which most name several browsers and systems.
    struct BoardDeviceTests {
        private static let webKit = "AppleWebKit/605.1.15 (KHTML, like Gecko)"
        private static let blink = "AppleWebKit/537.36 (KHTML, like Gecko)"
        private static let mac = "(Macintosh; Intel Mac OS X 10_15_7) \(webKit) Version/18.1 Safari/605.1.15"

        /// After "Mozilla/5.0 "; each with a touch screen or without.
        private static let agents: [(agent: String, hasTouch: Bool, device: String)] = [
            (
                "(iPhone; CPU iPhone OS 17_5 like Mac OS X) \(webKit) Version/17.5 Mobile/15E148 Safari/604.1", true,
                "phone|Safari 17.5|iOS 17.5"
            ),
            (
                "(iPhone; CPU iPhone OS 18_6 like Mac OS X) \(webKit) Version/26.0 Mobile/15E148 Safari/604.1", true,
                "phone|Safari 26|iOS 26"
            ),
            (mac, true, "tablet|Safari 18.1|iPadOS"),
            (mac, false, "computer|Safari 18.1|macOS"),
            (
                "(Linux; Android 10; K) \(blink) Chrome/126.0.0.0 Mobile Safari/537.36", true,
                "phone|Chrome 126|Android"
            ),
            (
                "(Linux; Android 14; V2309A; wv) \(blink) Version/4.0 Chrome/116.0.0.0 Mobile Safari/537.36 "
                    + "MicroMessenger/8.0.48.2580", true, "phone|WeChat 8|Android 14"
            ),
            (
                "(Linux; Android 13; SM-X900) \(blink) SamsungBrowser/25.0 Chrome/121.0.0.0 Safari/537.36", true,
                "tablet|Samsung 25|Android 13"
            ),
            (
                "(Phone; OpenHarmony 5.0) \(blink) Chrome/114.0.0.0 Safari/537.36 ArkWeb/4.1.6.1 Mobile", true,
                "phone|ArkWeb 4|HarmonyOS"
            ),
            (
                "(Windows NT 10.0; Win64; x64) \(blink) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0", false,
                "computer|Edge 126|Windows"
            ),
            ("(X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", false, "computer|Firefox 128|Linux"),
            ("", false, "unknown||"),
        ]

        @Test func theDeviceIsRecognised() async throws {
            try await WebDemoProgram.run { program in
                try await ChromeDriver.withSession { browser in
                    try await browser.open(program.url)
                    for (agent, hasTouch, device) in Self.agents {
                        let found = try await browser.runAsync(
                            """
                            const { deviceOf } = await import("/js/board-device.js");
                            const { kind, browser, system } = deviceOf("Mozilla/5.0 \(agent)", { touch: \(hasTouch) });
                            return [kind, browser, system].join("|");
                            """
                        )
                        #expect(found == .string(device), "\(agent)")
                    }
                }
            }
        }
    }
}
