import ArgumentParser
import Testing

@testable import webdemo

struct ByteCountTests {
    @Test(arguments: [
        ("1", 1), ("512", 512), ("512B", 512), ("512b", 512), ("0512", 512), ("10kB", 10_000), ("10KB", 10_000),
        ("64KiB", 65_536), ("64kib", 65_536), ("64KIB", 65_536), ("1MB", 1_000_000), ("64MiB", 67_108_864),
        ("2gb", 2_000_000_000), ("1GiB", 1_073_741_824), ("9223372036854775807", .max),
        ("8589934591GiB", 9_223_372_035_781_033_984),
    ])
    func sizeIsRead(_ text: String, _ bytes: Int) throws {
        #expect(try ByteCount(argument: text) == ByteCount(bytes))
    }

    @Test(arguments: [
        "", " ", "B", "KiB", "-1", "+1", "1.5MiB", "1,5", "1_000", "0x10", "1e6", "1 KiB", " 1", "1 ", "1K", "1M",
        "1Ki",
        "1KiBB", "1TiB", "1KiB1", "１２", "٣", "1\u{301}", "1\u{212A}iB", "1KİB", "0", "0B", "00", "0GiB",
        "9223372036854775808", "99999999999999999999999999", "8589934592GiB", "9223372036854775807kB",
    ])
    func whatIsNoSizeIsRefusedWithAnExample(_ text: String) {
        let error = #expect(throws: ValidationError.self) { try ByteCount(argument: text) }
        #expect(error?.message.contains("64KiB") == true)
    }

    @Test(arguments: [
        (1, "1B"), (512, "512B"), (1000, "1kB"), (1024, "1KiB"), (1536, "1536B"), (16 << 10, "16KiB"),
        (1 << 20, "1MiB"),
        (1_000_000, "1MB"), (2 << 30, "2GiB"),
    ])
    func sizeIsShownInItsLargestUnit(_ bytes: Int, _ text: String) throws {
        #expect(ByteCount(bytes).description == text)
        #expect(try ByteCount(argument: text) == ByteCount(bytes))
    }
}
