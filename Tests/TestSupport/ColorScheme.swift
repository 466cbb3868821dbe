/// What a visitor has chosen in the system's settings.
package enum ColorScheme: String, Sendable {
    case light
    case dark
}

extension BrowserSession {
    /// Has every page of this browser find that the visitor prefers `scheme`, from now on.
    package func prefer(_ scheme: ColorScheme) async throws {
        try await devTools(
            "Emulation.setEmulatedMedia",
            ["features": [["name": "prefers-color-scheme", "value": .string(scheme.rawValue)]]]
        )
    }
}
