package import NIOCore

extension EventLoop {
    /// Runs `task` now when this is its loop, else as soon as the loop can. Tasks from one place stay in order, because
    /// from one place it is always the one or always the other.
    package func run(_ task: @escaping @Sendable () -> Void) {
        if inEventLoop { task() } else { execute(task) }
    }
}
