import StaticSite

/// The time as the `Date` field has it (RFC 9110 §5.6.7), written once a second.
struct DateField {
    private var date: HTTPDate?
    private var text = ""

    mutating func now() -> String {
        let now = HTTPDate(.now)
        guard now != date else { return text }
        date = now
        text = now.text
        return text
    }
}
