import Testing

/// The layer that drives Chromium. One browser at a time is enough for the machine beside the other tests.
@Suite(.serialized)
enum InABrowser {}
