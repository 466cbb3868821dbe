/// The parts of an input: options, the number of steps, the steps, and a stream of bytes as a peer sends it.
struct FuzzInput {
    let options: UInt8
    /// How the stream is cut and what happens meanwhile.
    let steps: [UInt8]
    let stream: [UInt8]

    init?(_ bytes: ArraySlice<UInt8>) {
        var rest = bytes
        guard let options = rest.popFirst(), let count = rest.popFirst() else { return nil }
        self.options = options
        steps = Array(rest.prefix(Int(count)))
        stream = Array(rest.dropFirst(Int(count)))
    }

    /// The stream in all the ways in which its meaning must be the same: at once, as the steps cut it, byte by byte.
    var cuts: [[ArraySlice<UInt8>]] {
        [[stream[...]], pieces(steps.map { Int($0) + 1 }), stream.indices.map { stream[$0...$0] }]
    }

    /// Pieces of these sizes, then the rest in one.
    private func pieces(_ sizes: [Int]) -> [ArraySlice<UInt8>] {
        var rest = stream[...]
        let pieces = sizes.map { size in
            defer { rest = rest.dropFirst(size) }
            return rest.prefix(size)
        }
        return pieces + [rest]
    }
}
