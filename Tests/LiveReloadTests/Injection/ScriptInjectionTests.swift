import LiveReload
import NIOCore
import Testing

struct ScriptInjectionTests {
    @Test func theTagComesAfterTheLastByte() {
        let injection = ScriptInjection(document: ByteBuffer(string: "<p>Hello"), charset: nil)
        #expect(injection.isAppended)
        #expect(injection.document(with: "<script></script>") == ByteBuffer(string: "<p>Hello<script></script>"))
    }
}
