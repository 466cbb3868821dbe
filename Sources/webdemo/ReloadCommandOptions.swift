import ArgumentParser
import Globs
import LiveReload
import WebDemoServer

/// The options for pages that follow their files.
struct ReloadCommandOptions: ParsableArguments {
    @Flag(help: "Do not have pages follow their files.")
    var noReload = false

    @Flag(help: "Do not show a page's errors on the page.")
    var noPanel = false

    @Option(
        name: .customLong("ignore"),
        help: ArgumentHelp("Files whose changes do not count, as in 'dist/**'; may be repeated.", valueName: "glob"),
        transform: Self.glob
    )
    var ignored: [Glob] = []

    @Flag(name: .customLong("livereload"), help: "Speak LiveReload's protocol, too, on every port and on 35729.")
    var liveReload = false

    func apply(to options: inout ServerOptions) {
        guard !noReload else { return }
        var reload = ReloadOptions()
        reload.showsPanel = !noPanel
        reload.speaksLiveReload = liveReload
        reload.watch.ignored = IgnoreRules(additional: ignored)
        options.reload = reload
    }

    private static func glob(_ argument: String) throws -> Glob {
        guard let glob = Glob(argument) else {
            throw ValidationError("write a pattern such as '*.log' or 'dist/**'.")
        }
        return glob
    }
}
