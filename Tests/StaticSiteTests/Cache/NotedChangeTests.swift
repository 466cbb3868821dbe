import HTTPTypes
import Testing

@testable import StaticSite

/// Somebody who watches the files is believed sooner than the site would look itself.
struct NotedChangeTests {
    private let sandbox: Sandbox
    private let site: Site

    init() throws {
        sandbox = try Sandbox()
        try sandbox.write("a.txt", "old")
        try sandbox.write("dir/b.txt", "old")
        site = try sandbox.site()
    }

    /// One that a page asks for from memory is seen within the 50 ms that the site trusts what it saw.
    @Test(arguments: [["a.txt"], []])
    func changeIsSeenAtOnceAfterTheNote(_ noted: [String]) throws {
        let probe = try SiteProbe(site, "/a.txt")
        for round in 100..<150 {
            var origin = try probe.answer().origin
            // What was written just now may change without a trace, and is read each time.
            while !origin.isLasting { origin = try probe.answer().origin }
            #expect(probe.preparedAnswer(origin.resource) != nil)
            try sandbox.write("a.txt", "\(round)")
            site.noteChange(of: noted)
            #expect(probe.preparedAnswer(origin.resource) == nil)
            #expect(try probe.answer().response.content == "\(round)")
        }
    }

    @Test func codedFileBesideItIsOneOfItsForms() throws {
        let probe = try SiteProbe(site, "/a.txt")
        let coded: HTTPFields = [.acceptEncoding: "br"]
        _ = try probe.answer(coded)
        try sandbox.write("a.txt.br", "coded")
        site.noteChange(of: ["a.txt.br"])
        #expect(try probe.answer(coded).response.fields[.contentEncoding] == "br")
    }

    @Test(arguments: [["none.txt"], ["dir"], ["a.txt", "x"], [".br"], [".gz"], ["dir", ""], [""]])
    func noteOfWhatIsNotKeptIsNothing(_ segments: [String]) throws {
        let probe = try SiteProbe(site, "/a.txt")
        _ = try probe.answer()
        site.noteChange(of: segments)
        #expect(try probe.answer().response.content == "old")
    }

    /// Who looks while the note is made must not say afterwards that what it saw still holds.
    @Test func lookThatWasOvertakenCountsForNothing() throws {
        let root = try SiteRoot(path: sandbox.root)
        let watch = Watch(["a.txt"], try root.version(of: ["a.txt"]), checked: Watch.clock())
        for _ in 0..<3 {
            watch.distrust()
            #expect(!watch.isTrusted(at: Watch.clock()))
        }
        #expect(watch.holds(in: root, at: Watch.clock()))
        #expect(watch.isTrusted(at: Watch.clock()))
        watch.distrust()
        #expect(!watch.isTrusted(at: Watch.clock()))
    }
}
