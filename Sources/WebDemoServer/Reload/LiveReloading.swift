import HTTPTypes
import LiveReload
import Logging
import NIOPosix
import StaticSite
import Synchronization

/// Live reload, put together: the directory is watched, documents get the script, and pages are told.
final class LiveReloading: Sendable {
    let script: ReloadScript
    let documents: ReloadedDocuments
    let hub: ReloadHub
    /// `nil`: LiveReload's protocol is not spoken.
    let liveReload: LiveReload7?
    private let site: Site
    /// What is wrong with pages: said anew when a file has been saved.
    private let pageLog: RefusalLog
    /// What is wrong with the watch.
    private let troubleLog: RefusalLog
    private let options: ServerOptions
    private let watcher = Mutex<DirectoryWatcher?>(nil)

    init(_ options: ServerOptions, _ reload: ReloadOptions, script: ReloadScript, site: Site, log: BackgroundLog) {
        pageLog = RefusalLog(log)
        troubleLog = RefusalLog(log)
        let notes = DocumentNotes(pageLog)
        hub = ReloadHub(showsPanel: reload.showsPanel, notes: notes)
        documents = ReloadedDocuments(
            script: script,
            notes: notes,
            hasOwnPolicies: options.site.fields.contains(.contentSecurityPolicy),
            showsPanel: reload.showsPanel
        )
        liveReload =
            reload.speaksLiveReload
            ? options.ownPages.flatMap { LiveReload7(scriptAt: $0 + "/js/livereload.js") } : nil
        self.script = script
        self.site = site
        self.options = options
    }

    /// Where pages connect to, and the teacher's board.
    func view(pool: NIOThreadPool) -> ReloadView {
        ReloadView(hub: hub, site: site, version: { self.version(of: $0) }, pool: pool, refusals: pageLog)
    }

    /// Throws `WatchError`.
    func start(_ reload: ReloadOptions) throws {
        let watcher = DirectoryWatcher(
            directory: options.directory,
            options: reload.watch,
            touched: { [site] in site.noteChange(of: $0) },
            changed: { [weak self] in self?.changed($0) },
            troubled: { [weak self] in self?.troubled($0) }
        )
        try watcher.start()
        self.watcher.withLock { $0 = watcher }
    }

    func stop() {
        watcher.withLock { $0.take() }?.stop()
    }

    private func version(of segments: [String]) -> ContentVersion? {
        watcher.withLock { $0 }?.version(of: segments)
    }

    private func changed(_ changes: [FileChange]) {
        for change in changes { site.noteChange(of: change.segments) }
        pageLog.forget()
        hub.changed(changes)
        liveReload?.changed(changes)
        let watcher = watcher.withLock { $0 }
        hub.show(changes.suffix(Boards.maxChanges).map { BoardMessage.Change($0, watcher?.text(of: $0.sequence)) })
    }

    private func troubled(_ trouble: WatchTrouble) {
        let trouble = ReloadMessage.Trouble(trouble)
        troubleLog.notice(trouble.line)
        hub.troubled(trouble)
    }
}
