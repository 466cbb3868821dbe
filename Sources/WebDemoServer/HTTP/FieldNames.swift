import HTTPTypes

/// Names of fields by which browsers tell what a request is for, and which the library does not know.
extension HTTPField.Name {
    // They are tokens, so none of them is `nil`.
    static let upgradeInsecureRequests = HTTPField.Name("Upgrade-Insecure-Requests") ?? .upgrade
    static let secFetchSite = HTTPField.Name("Sec-Fetch-Site") ?? .origin
    static let secFetchDest = HTTPField.Name("Sec-Fetch-Dest") ?? .origin
    static let crossOriginResourcePolicy = HTTPField.Name("Cross-Origin-Resource-Policy") ?? .origin
    static let secPurpose = HTTPField.Name("Sec-Purpose") ?? .origin
}
