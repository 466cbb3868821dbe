import Testing
import WebSockets

struct QueryTests {
    @Test(
        arguments: [
            ("reason=bye", "bye"), ("a=1&reason=bye&reason=again", "bye"), ("reason=", ""), ("reason", ""),
            ("reason=good+bye%21", "good bye!"), ("reason=%E5%86%8D%E8%A7%81", "再见"), ("reason=a%3Db=c", "a=b=c"),
            ("re%61son=x", "x"), ("Reason=x", nil), ("", nil), ("&&=&", nil),
            ("reason=%", "%"), ("reason=%4", "%4"), ("reason=%zz%41", "%zzA"), ("reason=%+1", "% 1"),
            ("reason=%FF", nil),
            ("=reason", nil), ("reasons=1", nil),
            ("reason=%FF&reason=x", "x"),
        ] as [(String, String?)]
    )
    func aValueIsDecoded(_ query: String, _ value: String?) {
        #expect(Query(query)["reason"] == value)
    }

    @Test(
        arguments: [
            ("n=5", 5), ("n=0", 1), ("n=-9999999999", 1), ("n=100", 10), ("n=99999999999999999999", 7), ("n=x", 7),
            ("n=", 7), ("m=5", 7), ("n=%35", 5),
        ]
    )
    func aNumberIsBounded(_ query: String, _ number: Int) {
        #expect(Query(query).number("n", in: 1...10, standard: 7) == number)
    }
}
