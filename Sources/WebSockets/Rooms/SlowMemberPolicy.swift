/// What a room does about a member that does not keep up. The others never wait for it.
package enum SlowMemberPolicy: Sendable {
    /// Closes it with 1008, so that nobody misses anything unknowingly.
    case close
    /// Sends it those messages for which its queue has room; the others are lost to it.
    case dropNewest
    /// Sends it, once it has taken everything before, the newest message alone: for what only counts when it is new.
    case keepLatest
}
