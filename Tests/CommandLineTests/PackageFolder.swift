import Foundation

/// The folder that `Package.swift` is in.
let packageFolder = (0..<3).reduce(URL(filePath: #filePath)) { url, _ in url.deletingLastPathComponent() }
