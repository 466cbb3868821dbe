import NIOCore
import TestSupport
import Testing

@testable import LiveReload

/// What is told when somebody saves.
struct SavingTests {
    private let site: WatchedSite
    private var file: String { site.path + "/a.css" }

    init() throws {
        site = try WatchedSite(["a.css": "old", "b.css": "other"])
    }

    @Test(arguments: Editor.allCases)
    func savingInAnEditorIsOneChange(_ editor: Editor) throws {
        try editor.save("new", in: site.path, as: "a.css") { site.pass(.milliseconds(20)) }
        #expect(site.toldBatches() == [["*a.css"]])
    }

    @Test func temporaryFileBesideIsNotTold() throws {
        try FileSystem.write("new", to: file + ".tmp")
        try FileSystem.rename(file + ".tmp", to: file)
        #expect(site.toldBatches() == [["*a.css"]])
    }

    @Test func saveIsToldSoon() throws {
        try FileSystem.write("new", to: file)
        #expect(site.told(after: .milliseconds(9)).isEmpty)
        #expect(site.told(after: .milliseconds(2)) == ["*a.css"])
    }

    @Test func savedAgainWithTheSameBytesIsNothing() throws {
        try FileSystem.write("old", to: file)
        try FileSystem.touch(site.path + "/b.css")
        #expect(site.told() == [])
        try FileSystem.write("new", to: file)
        #expect(site.told() == ["*a.css"])
    }

    @Test func halfWrittenIsNotTold() throws {
        let open = try FileSystem.create(file)
        for _ in 0..<20 {
            try open.write("half ")
            #expect(site.told(after: .milliseconds(90)) == [])
        }
        open.close()
        #expect(site.told(after: .milliseconds(11)) == ["*a.css"])
    }

    @Test func writerThatKeepsItsFileOpenIsToldWhenSettled() throws {
        let open = try FileSystem.create(file)
        try open.write("line")
        #expect(site.told(after: .milliseconds(150)) == [])
        #expect(site.told(after: .milliseconds(60)) == ["*a.css"])
        try open.write("line")
        #expect(site.told(after: .milliseconds(210)) == ["*a.css"])
        open.close()
        #expect(site.told() == [])
    }

    @Test func writerThatNeverRestsDelaysNobodyElse() throws {
        let log = try FileSystem.create(site.path + "/log.txt")
        for _ in 0..<100 {
            try log.write("line")
            site.pass(.milliseconds(5))
        }
        try FileSystem.write("new", to: file)
        var waited = 0
        while !site.told(after: .zero).contains("*a.css"), waited < 1000 {
            try log.write("line")
            site.pass(.milliseconds(5))
            waited += 5
            if !site.batches.isEmpty { break }
        }
        #expect(waited <= 60)
        log.close()
    }

    @Test func fileThatIsSavedAgainAndAgainIsTold() throws {
        for count in 0..<100 {
            try FileSystem.write("\(count)", to: file)
            site.pass(.milliseconds(5))
        }
        #expect(site.batches.count >= 5)
        #expect(site.batches.joined().allSatisfy { $0.segments == ["a.css"] && $0.kind == .modified })
    }

    @Test func deletedFileIsToldWhenItStaysAway() throws {
        try FileSystem.remove(file)
        #expect(site.told(after: .milliseconds(990)) == [])
        #expect(site.told(after: .milliseconds(20)) == ["-a.css"])
    }

    @Test func fileThatComesBackAsItWasIsNothing() throws {
        try FileSystem.remove(file)
        #expect(site.told(after: .milliseconds(990)) == [])
        try FileSystem.write("old", to: file)
        #expect(site.told() == [])
        try FileSystem.remove(file)
        #expect(site.told() == ["-a.css"])
    }

    @Test func renamedFileIsNewThereAndGoneHere() throws {
        try FileSystem.rename(file, to: site.path + "/c.css")
        #expect(site.toldBatches() == [["+c.css"], ["-a.css"]])
    }

    @Test func touchedIsSaidAtOnce() throws {
        try FileSystem.write("new", to: file)
        site.step()
        #expect(site.touched == ["a.css"])
        #expect(site.batches.isEmpty)
    }

    @Test func changeBeforeTheContentsAreReadIsTold() throws {
        let site = try WatchedSite(["a.css": "old"], isRead: false)
        try FileSystem.write("new", to: site.path + "/a.css")
        #expect(site.told() == ["*a.css"])
    }

    @Test func changeHasItsVersionAndTimes() throws {
        try FileSystem.write("a", to: file)
        site.pass(.milliseconds(50))
        let change = try #require(site.batches.first?.first)
        #expect(change.sequence == 1)
        #expect(change.version?.text == "ca978112ca1bbdca")
        #expect(change.savedAt + .milliseconds(50) == site.now)
    }
}
