/// A start or end tag of HTML.
struct HTMLTag: Equatable {
    enum Kind {
        case start
        case end
    }

    let kind: Kind
    /// In small letters; a byte from 0x80 on stands for anything beyond ASCII.
    var name: [UInt8] = []
    var isSelfClosing = false
    /// The first of each name, with character references resolved; only of tags where they decide something.
    private(set) var attributes: [String: String] = [:]

    private var attributeName: [UInt8] = []
    private var attributeValue: [UInt8] = []
    private(set) var keepsAttributes = false

    init(kind: Kind) {
        self.kind = kind
    }

    /// Whether one of the few tags whose attributes decide something is read.
    mutating func endName() {
        let kept = ["meta", "script", "annotation-xml", "font"]
        keepsAttributes = kind == .start && kept.contains { name.elementsEqual($0.utf8) }
    }

    mutating func appendToAttributeName(_ unit: UInt8) {
        if keepsAttributes { attributeName.append(unit.lowercasedASCII) }
    }

    mutating func appendToAttributeValue(_ unit: UInt8) {
        if keepsAttributes { attributeValue.append(unit) }
    }

    /// Keeps the attribute that has been read, if there is one.
    mutating func endAttribute() {
        defer {
            attributeName.removeAll(keepingCapacity: true)
            attributeValue.removeAll(keepingCapacity: true)
        }
        guard !attributeName.isEmpty else { return }
        let name = String(decoding: attributeName, as: UTF8.self)
        if attributes[name] == nil { attributes[name] = CharacterReferences.resolved(attributeValue) }
    }
}
