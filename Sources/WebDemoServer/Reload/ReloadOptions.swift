package import LiveReload

/// What can be chosen about live reload.
package struct ReloadOptions: Sendable {
    package var watch = WatchOptions()
    /// Whether pages show their errors in a panel.
    package var showsPanel = true
    /// Whether LiveReload's own protocol is spoken, too, on our ports and on 35729.
    package var speaksLiveReload = false

    package init() {}
}
