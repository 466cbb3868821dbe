/// A file that is open for reading, and the version of it that is meant.
package struct OpenFile: Sendable {
    package let descriptor: Descriptor
    package let version: FileVersion
    /// Of a file in memory.
    private let place: MemoryFilePlace?

    package init(_ descriptor: Descriptor, _ version: FileVersion, place: MemoryFilePlace? = nil) {
        self.descriptor = descriptor
        self.version = version
        self.place = place
    }

    /// Whether it is in memory, under no name, and can no more be changed.
    package var isInMemory: Bool { place != nil }
}
