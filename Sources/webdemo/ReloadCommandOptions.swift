import ArgumentParser
import Globs
import LiveReload
import WebDemoServer

/// The options for pages that follow their files.
struct ReloadCommandOptions: ParsableArguments {
    @Flag(inversion: .prefixedNo, help: "Have pages follow their files.")
    var reload = true

    @Flag(inversion: .prefixedNo, help: "Show a page's errors on the page.")
    var panel = true

    @Option(
        name: .customLong("ignore"),
        help: ArgumentHelp("Files whose changes do not count, as in 'dist/**'; may be repeated.", valueName: "glob"),
        transform: Self.glob
    )
    var ignored: [Glob] = []

    @Flag(
        name: .customLong("livereload"),
        inversion: .prefixedNo,
        help: "Speak LiveReload's protocol, too, on every port and on one more."
    )
    var liveReload = false

    @Option(name: .customLong("livereload-port"), help: "That port; the usual one is where LiveReload's clients look.")
    var liveReloadPort = ReloadOptions().liveReloadPort

    func validate() throws {
        guard (0...65_535).contains(liveReloadPort) else {
            throw ValidationError("--livereload-port \(liveReloadPort): a port is a number from 0 to 65535.")
        }
    }

    func apply(to options: inout ServerOptions) {
        guard reload else { return }
        var chosen = ReloadOptions()
        chosen.showsPanel = panel
        chosen.speaksLiveReload = liveReload
        chosen.liveReloadPort = liveReloadPort
        chosen.watch.ignored = IgnoreRules(additional: ignored)
        options.reload = chosen
    }

    private static func glob(_ argument: String) throws -> Glob {
        guard let glob = Glob(argument) else {
            throw ValidationError("write a pattern such as '*.log' or 'dist/**'.")
        }
        return glob
    }
}
