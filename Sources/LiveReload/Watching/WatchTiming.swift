package import NIOCore

/// How long the watch waits before it believes what it sees.
package struct WatchTiming: Sendable {
    /// After the last event of a file that is whole, before it is read: a save is often more than one event.
    package var quiet = TimeAmount.milliseconds(10)
    /// A file that is saved again and again is read after this time.
    package var maxQuiet = TimeAmount.milliseconds(50)
    /// Between two looks at a file that nobody has closed; when both see the same it is settled.
    package var settling = TimeAmount.milliseconds(100)
    /// A file that is gone may come back within this time: build tools empty their folder before they write it anew.
    package var absence = TimeAmount.seconds(1)
    /// When more names than this are waiting, something larger is going on, and is told as one.
    package var burstCount = 10
    /// After the last event of something larger.
    package var burstQuiet = TimeAmount.milliseconds(100)
    /// What goes on for longer than this is told in parts.
    package var maxBurst = TimeAmount.seconds(2)

    package init() {}
}
