import Testing
import WebSockets

struct CompressionOptionsTests {
    @Test(arguments: [
        (Int.min, 9, 1), (0, 9, 1), (1, 9, 1), (8, 9, 8), (9, 9, 9), (10, 10, 9), (15, 15, 9), (16, 15, 9),
        (Int.max, 15, 9),
    ])
    func numbersStayInTheRangeThatZlibTakes(_ number: Int, _ windowBits: Int, _ other: Int) {
        var options = CompressionOptions()
        options.windowBits = number
        options.memoryLevel = number
        options.level = number
        #expect(options.windowBits == windowBits)
        #expect(options.memoryLevel == other)
        #expect(options.level == other)
    }

    @Test func noContextIsKeptUnlessAskedFor() {
        let options = CompressionOptions()
        #expect(!options.serverContextTakeover)
        #expect(!options.clientContextTakeover)
        #expect(options.windowBits == 15)
        #expect(options.minimumBytes == 256)
    }
}
