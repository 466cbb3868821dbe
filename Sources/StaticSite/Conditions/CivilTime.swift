/// A moment in years, months and days of the Gregorian calendar, and back in seconds since 1970, without leap seconds.
struct CivilTime: Equatable {
    /// Where the calendar's cycle of 400 years begins to count: 0000-03-01, a cycle earlier so that nothing is negative.
    private static let daysBefore1970 = 719_468 + daysPerCycle
    private static let daysPerCycle = 146_097
    private static let secondsPerDay = 86_400

    /// 0...9999.
    var year: Int
    /// 1...12.
    var month: Int
    var day: Int
    var hour: Int
    var minute: Int
    var second: Int
}

extension CivilTime {
    init(_ date: HTTPDate) {
        // Positive, because a date is not before the year 0.
        let total = Int(date.seconds) + Self.daysBefore1970 * Self.secondsPerDay
        let (days, time) = total.quotientAndRemainder(dividingBy: Self.secondsPerDay)
        let (cycle, dayOfCycle) = days.quotientAndRemainder(dividingBy: Self.daysPerCycle)
        let yearOfCycle = (dayOfCycle - dayOfCycle / 1460 + dayOfCycle / 36_524 - dayOfCycle / 146_096) / 365
        // Years that begin with March have their leap day at the end.
        let dayOfYear = dayOfCycle - (365 * yearOfCycle + yearOfCycle / 4 - yearOfCycle / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        year = (cycle - 1) * 400 + yearOfCycle + (month <= 2 ? 1 : 0)
        day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        (hour, minute, second) = (time / 3600, time / 60 % 60, time % 60)
    }

    /// Whether there was or will be such a moment; 23:59:60 may be one (RFC 9110 §5.6.7).
    var isValid: Bool {
        guard (1...12).contains(month), (1...daysInMonth).contains(day) else { return false }
        let isLeapSecond = (hour, minute, second) == (23, 59, 60)
        return isLeapSecond || ((0..<24).contains(hour) && (0..<60).contains(minute) && (0..<60).contains(second))
    }

    /// 0 is Sunday.
    var weekday: Int {
        (daysSince1970 + Self.daysBefore1970 + 3) % 7
    }

    var secondsSince1970: Int {
        daysSince1970 * Self.secondsPerDay + hour * 3600 + minute * 60 + second
    }

    private var daysSince1970: Int {
        let years = year + 400 - (month <= 2 ? 1 : 0)
        let monthFromMarch = month > 2 ? month - 3 : month + 9
        let leapDays = years / 4 - years / 100 + years / 400
        return years * 365 + leapDays + (153 * monthFromMarch + 2) / 5 + day - 1 - Self.daysBefore1970
    }

    private var daysInMonth: Int {
        switch month {
        case 2: isLeapYear ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private var isLeapYear: Bool {
        year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
    }
}
