/// One thing said in both languages of the product.
package struct Wording: Equatable, Sendable {
    package let en: String
    package let zh: String

    package init(_ en: String, _ zh: String) {
        self.en = en
        self.zh = zh
    }
}
