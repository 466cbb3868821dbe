import Foundation

/// How much memory the program takes, where the system tells it of other processes (Linux).
extension WebDemoProgram {
    package static let tellsMemory = FileManager.default.fileExists(atPath: "/proc/self/status")

    private struct NotTold: Error {
        let status: String
    }

    /// The most that the program has had in RAM since it was started.
    package func peakResidentBytes() throws -> Int {
        let status = try processID.map { try String(contentsOfFile: "/proc/\($0)/status", encoding: .utf8) } ?? ""
        guard let line = status.firstMatch(of: /VmHWM:\s+(\d+) kB/), let kibibytes = Int(line.1) else {
            throw NotTold(status: status)
        }
        return kibibytes << 10
    }
}
