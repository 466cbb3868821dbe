/// Matching with stars, which stand for any number of items, none too.
package enum Wildcards {
    /// Whether `pattern` fits all of `items`. Where an item does not fit, only the last star is given one more: if the
    /// stars before it could do better, so could the last. That makes it `pattern.count` × `items.count` steps at worst.
    package static func match<Part, Item>(
        _ pattern: [Part],
        _ items: [Item],
        isStar: (Part) -> Bool,
        fits: (Part, Item) -> Bool
    ) -> Bool {
        var (part, item) = (0, 0)
        var lastStar: (part: Int, item: Int)?
        while item < items.count {
            if part < pattern.count, isStar(pattern[part]) {
                lastStar = (part, item)
                part += 1
            } else if part < pattern.count, fits(pattern[part], items[item]) {
                part += 1
                item += 1
            } else if let star = lastStar {
                lastStar = (star.part, star.item + 1)
                (part, item) = (star.part + 1, star.item + 1)
            } else {
                return false
            }
        }
        return pattern[part...].allSatisfy(isStar)
    }
}
