import Foundation
import TestSupport
import Testing

@testable import webdemo

/// The program as it is started in a directory with settings.
struct SettingsRunTests {
    @Test func fileIsFollowedNamedAndNotServed() async throws {
        let site = try TemporaryDirectory()
        try site.write("{\"port\": 0, \"listing\": true, \"header\": \"X-Secret: 1\"}", to: "webdemo.json")
        for name in ["webdemo.json.gz", "webdemo.json~", "sub/webdemo.json", "a.txt"] { try site.write("x", to: name) }
        try await withProgram([site.path]) { run in
            let port = try run.port()
            #expect(run.output.contains("Settings   header, listing, port (from webdemo.json)"))
            for (target, status) in [
                ("/webdemo.json", 404), ("/WebDemo.JSON", 404), ("/webdemo%2Ejson", 404), ("/webdemo.json.gz", 404),
                ("/webdemo.json~", 404), ("/web%64emo.j%C5%BFon", 404), ("/sub/webdemo.json", 200), ("/a.txt", 200),
            ] {
                for method in ["GET", "HEAD"] {
                    let connection = try RawConnection(port: port)
                    try connection.sendRequest(method, target)
                    let reply = try connection.readReply(toHead: method == "HEAD")
                    #expect(reply.status == status && reply["X-Secret"] == "1", "\(target)")
                }
            }
            let connection = try RawConnection(port: port)
            try connection.sendRequest("GET", "/")
            let listing = try connection.readReply().text
            #expect(listing.contains("a.txt") && !listing.contains("webdemo.json"))
        }
    }

    @Test func unknownSettingEndsTheProgramAtOnce() async throws {
        let site = try TemporaryDirectory()
        try site.write("{\"prot\": 0}", to: "webdemo.json")
        try await withProgram(["--port", "0", site.path]) { run in
            try #expect(run.exitCode() == 1)
            #expect(run.errors == "webdemo: webdemo.json: there is no setting 'prot'; the nearest is 'port'.\n")
        }
    }

    @Test func browserIsOpenedWhenTheServerListens() async throws {
        let site = try TemporaryDirectory()
        let opened = try TemporaryDirectory()
        try opened.write("#!/bin/sh\necho \"$1\" > '\(opened.path)/url'\n", to: "browser")
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755],
            ofItemAtPath: opened.url.appending(path: "browser").path
        )
        let environment = URL(filePath: "/usr/bin/env")
        let command = [
            "BROWSER=\(opened.path)/browser", WebDemoProgram.executable.path, "--open", "--port", "0", site.path,
        ]
        try await offCooperativePool {
            let run = try ProgramRun(of: environment, command)
            let port = try run.port()
            let url = try run.wait {
                let text = try? String(contentsOf: opened.url.appending(path: "url"), encoding: .utf8)
                return text?.hasSuffix("\n") == true ? text : nil
            }
            #expect(url == "http://localhost:\(port)/\n")
        }
    }

    @Test func browserThatIsMissingIsOneLine() async throws {
        let site = try TemporaryDirectory()
        let environment = URL(filePath: "/usr/bin/env")
        let command = ["BROWSER=/no/such/browser", WebDemoProgram.executable.path, "--open", "--port", "0", site.path]
        try await offCooperativePool {
            let run = try ProgramRun(of: environment, command)
            _ = try run.port()
            let line = try run.wait { run.errors.hasSuffix("\n") ? run.errors : nil }
            #expect(line.contains("--open: /no/such/browser did not open a browser"))
            #expect(line.split(separator: "\n").count == 1)
        }
    }
}
