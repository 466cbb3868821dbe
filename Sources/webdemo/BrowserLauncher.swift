import Foundation

/// Opens an address in the user's browser: `$BROWSER`, else what the system has for it. No shell reads the address.
struct BrowserLauncher {
    let environment: [String: String]

    /// The program and its arguments. Of `$BROWSER`, a list with colons between, the first is taken; `%s` in it is the address.
    func command(for url: String) -> [String] {
        let chosen = environment["BROWSER"].flatMap { $0.split(separator: ":").first } ?? ""
        let words = chosen.split(separator: " ").map(String.init)
        guard !words.isEmpty else { return [Self.usual, url] }
        guard words.contains(where: { $0.contains("%s") }) else { return words + [url] }
        return words.map { $0.replacing("%s", with: url) }
    }

    /// Returns at once; `failed` is told, later and in a line, when it did not work.
    func open(_ url: String, failed: @escaping @Sendable (String) -> Void) {
        let command = command(for: url)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = command
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        let line = "--open: \(command[0]) did not open a browser; open \(url) yourself, or set BROWSER"
        process.terminationHandler = { if $0.terminationStatus != 0 { failed(line) } }
        do {
            try process.run()
        } catch {
            failed(line)
        }
    }

    #if os(macOS)
    private static let usual = "open"
    #else
    private static let usual = "xdg-open"
    #endif
}
