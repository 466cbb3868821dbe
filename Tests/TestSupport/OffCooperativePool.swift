import Dispatch
import Foundation

/// Turns blocking code into something a test can await: runs `body` on threads of its own, outside the cooperative
/// pool, whose few threads every other test in the process needs.
///
/// The body stays in the calling task, so `#expect` inside it belongs to the running test. It is not interrupted by
/// cancellation: what blocks in it must have a deadline, as the calls of `RawConnection` have.
package func offCooperativePool<T: Sendable>(_ body: @Sendable () throws -> T) async throws -> T {
    try await withTaskExecutorPreference(BlockingExecutor.shared) {
        try body()
    }
}

/// The same for a body that blocks here and awaits there.
package func offCooperativePool<T: Sendable>(_ body: @Sendable () async throws -> T) async throws -> T {
    try await withTaskExecutorPreference(BlockingExecutor.shared) {
        try await body()
    }
}

/// Blocks for this time. It may be called where a test may block, also between its `await`s.
package func pause(_ duration: Duration) {
    Thread.sleep(forTimeInterval: duration / .seconds(1))
}

/// Runs every job on a thread that may block.
private final class BlockingExecutor: TaskExecutor {
    static let shared = BlockingExecutor()

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        // A new serial queue for each job: those get a thread at once, where the global queues start only as many
        // as there are cores and add further ones after seconds.
        DispatchQueue(label: "webdemo.test.blocking").async {
            job.runSynchronously(on: self.asUnownedTaskExecutor())
        }
    }
}
