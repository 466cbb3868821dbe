import NIOCore
import StaticSite

/// What the field lines that were seen lately mean. Most clients send the same lines with every request, byte for byte;
/// comparing them takes a fiftieth of the time that reading them does.
final class FieldsMemo {
    /// Bounds the memory, with `maxBlockBytes`: 64 blocks and what they mean are half a megabyte at the very most.
    private static let places = 64
    private static let maxBlockBytes = 2048

    private final class Known {
        let block: [UInt8]
        let fields: RequestFields

        init(_ block: [UInt8], _ fields: RequestFields) {
            self.block = block
            self.fields = fields
        }
    }

    private var kept: [Known?] = Array(repeating: nil, count: places)
    private var last: Known?

    /// `block` ends with the empty line.
    func fields(of block: UnsafeRawBufferPointer) -> RequestFields? {
        guard let known = kept[Self.place(of: block)], known.block.withUnsafeBytes({ $0.isEqual(to: block) }) else {
            return nil
        }
        last = known
        return known.fields
    }

    /// Of the block that `bytes` begin with, and its length: where it was the last one that was seen, or there is nothing
    /// else.
    func fields(atFrontOf bytes: UnsafeRawBufferPointer) -> (fields: RequestFields, length: Int)? {
        if let last, bytes.count >= last.block.count,
            last.block.withUnsafeBytes({ $0.isEqual(to: .init(rebasing: bytes[..<$0.count])) })
        {
            return (last.fields, last.block.count)
        }
        return fields(of: bytes).map { ($0, bytes.count) }
    }

    func keep(_ fields: RequestFields, of block: UnsafeRawBufferPointer) {
        guard block.count <= Self.maxBlockBytes else { return }
        let known = Known(Array(block), fields)
        kept[Self.place(of: block)] = known
        last = known
    }

    /// A hash of the length and some bytes: blocks that fall together only make each other forgotten.
    private static func place(of bytes: UnsafeRawBufferPointer) -> Int {
        var hash = bytes.count
        for index in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 16)) {
            hash = hash &* 31 &+ Int(bytes[index])
        }
        return abs(hash % places)
    }
}

@available(*, unavailable)
extension FieldsMemo: Sendable {}
