/// What must hold for every input, and did not for one.
struct BrokenInvariant: Error, CustomStringConvertible {
    let description: String
}

func expect(_ holds: Bool, _ invariant: @autoclosure () -> String) throws {
    guard holds else { throw BrokenInvariant(description: invariant()) }
}
