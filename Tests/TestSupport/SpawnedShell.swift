import Foundation
import Synchronization

/// A shell that runs a script, with a pipe for its input and nothing for its output: whoever reads the tests' output must
/// not wait for it.
///
/// Foundation's `Process` reads behind its buffer when the process has some thousand descriptors open, as hundreds of
/// tests at a time have. It also leaves the signal mask of the thread that starts a child in place, and on Linux the
/// threads of tasks and queues block SIGTERM.
final class SpawnedShell: Sendable {
    struct Failure: Error {
        let code: Int32
    }

    private struct State {
        var input: CInt?
        var hasEnded = false
    }

    /// So that no shell inherits the input of another, whose end it would then keep from it.
    private static let oneAtATime = Mutex(())

    private let process: pid_t
    private let state: Mutex<State>

    init(_ script: String, _ arguments: [String]) throws {
        let (process, input) = try Self.oneAtATime.withLock { _ in
            var ends: [CInt] = [-1, -1]
            guard pipe(&ends) == 0 else { throw Failure(code: errno) }
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
            defer { close(ends[0]) }
            do {
                return (try Self.spawn(["/bin/sh", "-c", script] + arguments, input: ends[0]), ends[1])
            } catch {
                close(ends[1])
                throw error
            }
        }
        self.process = process
        state = Mutex(State(input: input))
    }

    func closeInput() {
        state.withLock { state in
            if let input = state.input { close(input) }
            state.input = nil
        }
    }

    func terminate() {
        state.withLock { state in
            if !state.hasEnded { kill(process, SIGTERM) }
        }
    }

    /// Whether it has ended; blocks so long.
    func waitForEnd(within limit: Duration) -> Bool {
        let start = ContinuousClock.now
        while true {
            let hasEnded = state.withLock { state in
                // Its number belongs to it until it was waited for.
                if !state.hasEnded { state.hasEnded = waitpid(process, nil, WNOHANG) != 0 }
                return state.hasEnded
            }
            if hasEnded { return true }
            guard start.duration(to: .now) < limit else { return false }
            pause(.milliseconds(10))
        }
    }

    // MARK: Starting

    private static func spawn(_ arguments: [String], input: CInt) throws -> pid_t {
        #if canImport(Darwin)
        var (actions, attributes): (posix_spawn_file_actions_t?, posix_spawnattr_t?) = (nil, nil)
        let closing = Int32(POSIX_SPAWN_CLOEXEC_DEFAULT)
        #else
        var (actions, attributes) = (posix_spawn_file_actions_t(), posix_spawnattr_t())
        let closing: Int32 = 0
        #endif
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input, 0)
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        #if !canImport(Darwin)
        closeOthers(&actions)
        #endif
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setpgroup(&attributes, 0)
        let flags = Int32(POSIX_SPAWN_SETSIGMASK) | Int32(POSIX_SPAWN_SETPGROUP) | closing
        posix_spawnattr_setflags(&attributes, Int16(flags))
        return try start(arguments, &actions, &attributes)
    }

    #if !canImport(Darwin)
    /// A child that kept the server's sockets would keep their peers from seeing an end. glibc has a call for it, since
    /// 2.34, that Swift does not import; macOS has a flag.
    private static func closeOthers(_ actions: UnsafeMutablePointer<posix_spawn_file_actions_t>) {
        typealias CloseFrom = @convention(c) (UnsafeMutablePointer<posix_spawn_file_actions_t>, CInt) -> CInt
        guard let symbol = dlsym(nil, "posix_spawn_file_actions_addclosefrom_np") else { return }
        _ = unsafeBitCast(symbol, to: CloseFrom.self)(actions, 3)
    }
    #endif

    private static func start(
        _ arguments: [String],
        _ actions: UnsafePointer<posix_spawn_file_actions_t>,
        _ attributes: UnsafePointer<posix_spawnattr_t>
    ) throws -> pid_t {
        let words = arguments.map { strdup($0) } + [nil]
        let variables = ProcessInfo.processInfo.environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { (words + variables).forEach { free($0) } }
        var process: pid_t = 0
        let code = posix_spawn(&process, "/bin/sh", actions, attributes, words, variables)
        guard code == 0 else { throw Failure(code: code) }
        return process
    }
}
