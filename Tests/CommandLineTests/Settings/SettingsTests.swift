import ArgumentParser
import Foundation
import HTTPTypes
import NIOCore
import StaticSite
import TestSupport
import Testing
import WebDemoServer
import WebSockets

@testable import webdemo

struct SettingsTests {
    private static func settings(_ json: String?, _ environment: [String: String] = [:]) throws -> Settings {
        let directory = try TemporaryDirectory()
        if let json { try directory.write(json, to: "webdemo.json") }
        return try Settings(directory: directory.path, usual: nil, environment: environment)
    }

    private static func options(
        _ json: String?,
        _ environment: [String: String] = [:],
        _ line: String...
    ) throws -> ServerOptions {
        let command = try settings(json, environment).command(line).command
        var options = ServerOptions(directory: "/")
        command.site.apply(to: &options)
        command.reach.apply(to: &options)
        command.limits.apply(to: &options, descriptors: 1000)
        return options
    }

    private static func problem(_ json: String?, _ environment: [String: String] = [:], _ line: String...) -> String? {
        do {
            _ = try settings(json, environment).command(line)
            return nil
        } catch {
            return "\(error)"
        }
    }

    @Test func everyKindOfOptionCanBeInTheFile() throws {
        let json = """
            {"port": [8080, 9998], "listing": true, "clean-urls": false, "max-message": "64KiB", "max-fragments": 7,
             "max-frame": 512, "header": ["X-A: 1, 2", "X-B: 3"], "proxy": "/api=http://127.0.0.1:3000", "host": "::1",
             "idle-timeout": "10s", "allow-host": ["a", "b"]}
            """
        let options = try Self.options(json)
        #expect(options.ports == [8080, 9998] && options.site.showsListings && !options.site.cleanURLs)
        #expect(options.webSocketLimits.maxMessageBytes == 64 << 10 && options.webSocketLimits.maxFragments == 7)
        #expect(options.webSocketLimits.maxFrameBytes == 512 && options.timeouts.idle == .seconds(10))
        #expect(options.site.fields.map(\.value) == ["1, 2", "3"])
        #expect(options.proxies.map(\.description) == ["/api=http://127.0.0.1:3000"])
        #expect(options.binding == .address("::1") && options.allowedHosts == ["a", "b"])
    }

    @Test func everyKindOfOptionCanBeAVariable() throws {
        let options = try Self.options(
            nil,
            [
                "WEBDEMO_PORT": "8080, 9998", "WEBDEMO_LISTING": "true", "WEBDEMO_MAX_MESSAGE": "64KiB",
                "WEBDEMO_HEADER": "X-A: 1, 2", "WEBDEMO_ALLOW_HOST": "[\"a\", \"b\"]", "WEBDEMO_CLEAN_URLS": "false",
                "WEBDEMO_FUZZ": "1", "PATH": "/bin", "WEBDEMO": "x",
            ]
        )
        #expect(options.ports == [8080, 9998] && options.site.showsListings && !options.site.cleanURLs)
        #expect(options.webSocketLimits.maxMessageBytes == 64 << 10)
        #expect(options.site.fields.map(\.value) == ["1, 2"] && options.allowedHosts == ["a", "b"])
    }

    @Test func headersInAVariableCanBeSeveral() throws {
        let options = try Self.options(nil, ["WEBDEMO_HEADER": "[\"X-A: 1, 2\", \"X-B: 3\"]"])
        #expect(options.site.fields.map(\.value) == ["1, 2", "3"])
    }

    @Test func commandLineWinsOverVariableAndVariableOverFile() throws {
        let json = "{\"port\": [1, 2], \"listing\": true, \"max-fragments\": 1, \"lan\": true}"
        let environment = ["WEBDEMO_PORT": "3", "WEBDEMO_MAX_FRAGMENTS": "2"]
        #expect(try Self.options(json).ports == [1, 2])
        #expect(try Self.options(json, environment).ports == [3])
        let options = try Self.options(json, environment, "--port", "4", "--no-listing", "--max-fragments=5")
        #expect(options.ports == [4] && !options.site.showsListings && options.webSocketLimits.maxFragments == 5)
        #expect(options.binding == .allAddresses)
        #expect(try Self.options(json, [:], "--no-lan").binding == .loopback)
        #expect(try Self.options(json, [:], "--host", "::1").binding == .address("::1"))
        #expect(try Self.options("{\"host\": \"::1\"}", [:], "--lan").binding == .allAddresses)
    }

    @Test(arguments: [
        ("{\"prot\": 1}", ["webdemo.json", "'prot'", "'port'"]),
        ("{\"max-mesage\": \"1KiB\"}", ["webdemo.json", "'max-message'"]),
        ("{\"Listing\": true}", ["'Listing'", "'listing'"]), ("{\"help\": true}", ["'help'"]),
        ("{\"no-listing\": true}", ["'no-listing'", "'listing'"]),
        ("{\"directory\": \"/\"}", ["'directory' cannot be set"]),
        ("{\"port\": \"x\"}", ["webdemo.json: port", "'x'"]), ("{\"port\": 70000}", ["webdemo.json: port", "70000"]),
        ("{\"port\": true}", ["webdemo.json: port"]), ("{\"port\": {\"a\": 1}}", ["webdemo.json: port"]),
        ("{\"port\": [[1]]}", ["webdemo.json"]), ("{\"port\": null}", ["webdemo.json"]),
        ("{\"listing\": \"yes\"}", ["webdemo.json: listing", "true or false"]),
        ("{\"listing\": [true]}", ["webdemo.json: listing", "true or false"]),
        ("{\"max-message\": \"0\"}", ["webdemo.json: max-message", "at least one byte"]),
        ("{\"proxy\": [\"/api=ftp://a\"]}", ["webdemo.json: proxy", "http:// or https://"]),
        ("{\"header\": [\"X: a\\r\\nY: b\"]}", ["webdemo.json: header", "control characters"]),
        ("{\"lan\": true, \"host\": \"::1\"}", ["exclude each other", "webdemo.json: lan"]),
        ("[]", ["webdemo.json", "must be an object"]), ("\"a\"", ["webdemo.json"]), ("", ["webdemo.json", "no JSON"]),
        ("{\n\"port\": 1,\n\"listing\" true}", ["webdemo.json", "line 3"]), ("{", ["webdemo.json", "no JSON"]),
    ])
    func whatCannotBeMeantIsNamedWithTheFile(_ json: String, _ words: [String]) throws {
        let problem = try #require(Self.problem(json))
        for word in words { #expect(problem.contains(word), "\(problem)") }
        #expect(!problem.contains("\n"))
    }

    @Test(arguments: [
        ("WEBDEMO_PROT", "1", "'WEBDEMO_PORT'"), ("WEBDEMO_LISTING", "x", "true or false"),
        ("WEBDEMO_PORT", "80;81", "WEBDEMO_PORT"), ("WEBDEMO_PORT", "[80", "WEBDEMO_PORT"),
        ("WEBDEMO_MAX_MESSAGE", "-1", "WEBDEMO_MAX_MESSAGE"), ("WEBDEMO_HEADER", "a, b", "WEBDEMO_HEADER"),
        ("WEBDEMO_", "1", "'WEBDEMO_'"),
    ])
    func whatCannotBeMeantIsNamedWithTheVariable(_ name: String, _ value: String, _ word: String) throws {
        let problem = try #require(Self.problem(nil, [name: value]))
        #expect(problem.contains(word), "\(problem)")
    }

    @Test func directoryCanBeAVariable() throws {
        let directory = try TemporaryDirectory()
        try directory.write("{\"port\": 81}", to: "webdemo.json")
        let settings = try Settings(
            directory: nil,
            usual: "/nowhere",
            environment: ["WEBDEMO_DIRECTORY": directory.path]
        )
        #expect(settings.directory == directory.path)
        let (command, ofFile) = try settings.command([])
        #expect(command.directory == directory.path && command.reach.ports == [81] && ofFile == ["port"])
    }

    @Test func everyOptionOfTheCommandLineIsASetting() throws {
        let settings = try Setting.all()
        let keys = Set(settings.map(\.key))
        let shown = WebDemo.helpMessage().matches(of: /--([a-z][a-z-]*)/).map { String($0.1) }
        let options = Set(shown).subtracting(["help", "version"]).filter { !$0.hasPrefix("no-") }
        #expect(options.subtracting(keys).isEmpty, "\(options.subtracting(keys))")
        #expect(keys.isSuperset(of: ["port", "lan", "listing", "header", "proxy", "max-message", "open", "log-level"]))
        #expect(settings.first { $0.key == "port" }?.kind == .many)
        #expect(settings.first { $0.key == "lan" }?.kind == .flag)
        #expect(settings.first { $0.key == "max-message" }?.variable == "WEBDEMO_MAX_MESSAGE")
    }

    @Test(
        arguments: [
            (nil, ["xdg-open", "http://localhost/"]), ("firefox", ["firefox", "http://localhost/"]),
            ("", ["xdg-open", "http://localhost/"]),
            ("a -x %s:b", ["a", "-x", "http://localhost/"]), ("a; rm", ["a;", "rm", "http://localhost/"]),
        ] as [(String?, [String])]
    )
    func browserIsTheUsersWithTheAddressAsOneWord(_ browser: String?, _ command: [String]) {
        let launcher = BrowserLauncher(environment: browser.map { ["BROWSER": $0] } ?? [:])
        #if os(Linux)
        #expect(launcher.command(for: "http://localhost/") == command)
        #endif
    }
}
