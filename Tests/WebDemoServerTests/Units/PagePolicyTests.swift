import Testing

@testable import WebDemoServer

struct PagePolicyTests {
    @Test func onlyWhatStandsInThePageMayRun() {
        let html =
            "<html><style>a</style><p>&lt;script&gt;x</p><script type=\"module\">b</script><style></style></html>"
        #expect(
            PagePolicy.field(for: html) == """
                default-src 'none'; img-src data:; \
                style-src 'sha256-ypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuYB3ha/uSLs=' \
                'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='; \
                script-src 'sha256-PiPoFgA5WUoziU9lZOGxNIu9egCI1CxKy3PurtWcAJ0='; \
                base-uri 'none'; form-action 'none'; frame-ancestors 'self'
                """
        )
    }

    @Test(arguments: ["", "<style", "<style>a", "<script>", "</style>", "a<"])
    func whatIsNoElementHasNoHash(_ html: String) {
        #expect(!PagePolicy.field(for: html).contains("sha256"))
    }
}
