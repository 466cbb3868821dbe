package import LiveReload

/// What can be chosen about live reload.
package struct ReloadOptions: Sendable {
    package var watch = WatchOptions()
    /// Whether pages show their errors in a panel.
    package var showsPanel = true
    /// Whether LiveReload's own protocol is spoken, too, on our ports and on `liveReloadPort`.
    package var speaksLiveReload = false
    /// Where its clients look for it; 0 for any that is free. Where it is taken there are the other ports.
    package var liveReloadPort = 35_729

    package init() {}
}
