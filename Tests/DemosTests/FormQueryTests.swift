import Testing

@testable import Demos

struct FormQueryTests {
    @Test(
        arguments: [
            ("a=1", "1"), ("b=2&a=1", "1"), ("a=1&a=2", "1"), ("a", ""), ("a=", ""), ("&&a=1&", "1"), ("a=b=c", "b=c"),
            ("a=%E4%BD%A0+%2B%26", "你 +&"), ("%61=1", "1"), ("a=%", "%"), ("a=%4", "%4"), ("a=%zz%41", "%zzA"),
            ("a=%+1", "% 1"), ("A=1", nil), ("", nil), (nil, nil), ("=a", nil), ("a=%FF", nil), ("ab=1", nil),
        ] as [(String?, String?)]
    )
    func aValueIsFoundByItsName(_ query: String?, _ value: String?) {
        #expect(FormQuery(query)["a"] == value)
    }
}
