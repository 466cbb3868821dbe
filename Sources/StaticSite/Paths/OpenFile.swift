/// A file that is open for reading, and the version of it that is meant.
package struct OpenFile: Sendable {
    package let descriptor: Descriptor
    package let version: FileVersion

    package init(_ descriptor: Descriptor, _ version: FileVersion) {
        self.descriptor = descriptor
        self.version = version
    }
}
