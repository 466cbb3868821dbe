/// Turns the bytes of an HTTP-date into a moment (RFC 9110 §5.6.7): one function per form, names as they are spelled there.
struct HTTPDateParser {
    private struct Unreadable: Error {}

    static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    private static let longWeekdays = [
        "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
    ]
    /// The longest date there is: `Wednesday, 09-Nov-94 08:49:37 GMT`.
    static let maxBytes = 33

    private var rest: ArraySlice<UInt8>

    init(_ bytes: some Collection<UInt8>) {
        rest = Array(bytes)[...]
    }

    /// `nil` when the bytes are no date, or name a day that is not in the calendar or was another day of the week.
    mutating func time(now: CivilTime) -> CivilTime? {
        do throws(Unreadable) {
            let (weekday, time) = try dated(now: now)
            guard rest.isEmpty, time.isValid, time.weekday == weekday else { return nil }
            return time
        } catch {
            return nil
        }
    }

    private mutating func dated(now: CivilTime) throws(Unreadable) -> (weekday: Int, time: CivilTime) {
        if let weekday = takeOne(of: Self.longWeekdays) {
            return (weekday, try rfc850Date(now: now))
        }
        guard let weekday = takeOne(of: Self.weekdays) else { throw Unreadable() }
        return (weekday, try rest.first == UInt8(ascii: ",") ? fixedDate() : asctimeDate())
    }

    /// `, 06 Nov 1994 08:49:37 GMT`
    private mutating func fixedDate() throws(Unreadable) -> CivilTime {
        try take(", ")
        let day = try number(digits: 2)
        try take(" ")
        let month = try month()
        try take(" ")
        let year = try number(digits: 4)
        try take(" ")
        let time = try time(of: (year, month, day))
        try take(" GMT")
        return time
    }

    /// `, 06-Nov-94 08:49:37 GMT`
    private mutating func rfc850Date(now: CivilTime) throws(Unreadable) -> CivilTime {
        try take(", ")
        let day = try number(digits: 2)
        try take("-")
        let month = try month()
        try take("-")
        let digits = try number(digits: 2)
        // The next such year from this one on, and the one before where that is more than 50 years ahead.
        let year = now.year + (digits - now.year % 100 + 100) % 100
        try take(" ")
        var time = try time(of: (year, month, day))
        try take(" GMT")
        if time.isMoreThanFiftyYears(after: now) { time.year -= 100 }
        return time
    }

    /// ` Nov  6 08:49:37 1994`
    private mutating func asctimeDate() throws(Unreadable) -> CivilTime {
        try take(" ")
        let month = try month()
        try take(" ")
        let isPadded = rest.first == UInt8(ascii: " ")
        if isPadded { try take(" ") }
        let day = try number(digits: isPadded ? 1 : 2)
        try take(" ")
        var time = try time(of: (0, month, day))
        try take(" ")
        time.year = try number(digits: 4)
        return time
    }

    /// `08:49:37`
    private mutating func time(of date: (year: Int, month: Int, day: Int)) throws(Unreadable) -> CivilTime {
        let hour = try number(digits: 2)
        try take(":")
        let minute = try number(digits: 2)
        try take(":")
        let second = try number(digits: 2)
        return CivilTime(
            year: date.year,
            month: date.month,
            day: date.day,
            hour: hour,
            minute: minute,
            second: second
        )
    }

    private mutating func month() throws(Unreadable) -> Int {
        guard let index = takeOne(of: Self.months) else { throw Unreadable() }
        return index + 1
    }

    /// At most four digits, so it cannot overflow.
    private mutating func number(digits count: Int) throws(Unreadable) -> Int {
        let digits = rest.prefix(count)
        guard digits.count == count else { throw Unreadable() }
        rest = rest.dropFirst(count)
        var number = 0
        for digit in digits {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { throw Unreadable() }
            number = number * 10 + Int(digit - UInt8(ascii: "0"))
        }
        return number
    }

    private mutating func take(_ text: String) throws(Unreadable) {
        guard rest.starts(with: text.utf8) else { throw Unreadable() }
        rest = rest.dropFirst(text.utf8.count)
    }

    /// The place of the name in `names` that comes next.
    private mutating func takeOne(of names: [String]) -> Int? {
        guard let index = names.firstIndex(where: { rest.starts(with: $0.utf8) }) else { return nil }
        rest = rest.dropFirst(names[index].utf8.count)
        return index
    }
}

extension CivilTime {
    fileprivate func isMoreThanFiftyYears(after now: CivilTime) -> Bool {
        let mine = (year - 50, month, day, hour, minute, second)
        return mine > (now.year, now.month, now.day, now.hour, now.minute, now.second)
    }
}
