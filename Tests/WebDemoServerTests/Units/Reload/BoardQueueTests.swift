import Testing

@testable import WebDemoServer

struct BoardQueueTests {
    private var queue = BoardQueue()

    @Test mutating func messagesKeepTheirOrder() {
        for message in [.hello(boot: "x", seq: 1), .pages([]), .changes([]), .problem("a")] as [BoardMessage] {
            queue.add(message)
        }
        #expect(rest() == ["hello", "pages", "changes", "problem"])
        #expect(queue.next() == nil)
    }

    @Test mutating func pageThatIsGoneBeforeItWasToldOfIsToldOnce() {
        queue.add(.gone(7))
        queue.add(.delays(.init(count: 1, p50: 1, p95: 1, p99: 1)))
        queue.add(.gone(8))
        queue.add(.gone(7))
        #expect(queue.count == 3)
        #expect(rest() == ["gone 7", "delays", "gone 8"])
        queue.add(.gone(7))
        #expect(rest() == ["gone 7"])
    }

    private mutating func rest() -> [String] {
        var names: [String] = []
        while let message = queue.next() {
            switch message {
            case .hello: names.append("hello")
            case .notTeacher: names.append("notTeacher")
            case .pages: names.append("pages")
            case .page(let page): names.append("page \(page.id)")
            case .gone(let id): names.append("gone \(id)")
            case .changes: names.append("changes")
            case .delays: names.append("delays")
            case .troubles: names.append("troubles")
            case .went: names.append("went")
            case .problem: names.append("problem")
            }
        }
        return names
    }
}
