/// One thing said in both languages of the product.
struct Wording: Equatable, Sendable {
    let en: String
    let zh: String

    init(_ en: String, _ zh: String) {
        self.en = en
        self.zh = zh
    }
}
