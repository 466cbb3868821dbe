// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "webdemo",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "webdemo", targets: ["webdemo"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        .systemLibrary(
            name: "CMagic",
            pkgConfig: "libmagic",
            providers: [.apt(["libmagic-dev"]), .brew(["libmagic"])]
        ),
        .systemLibrary(
            name: "CZlib",
            pkgConfig: "zlib",
            providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]
        ),
        .systemLibrary(
            name: "CQREncode",
            pkgConfig: "libqrencode",
            providers: [.apt(["libqrencode-dev"]), .brew(["qrencode"])]
        ),
        .target(
            name: "CFSEvents",
            linkerSettings: [.linkedFramework("CoreServices", .when(platforms: [.macOS]))]
        ),
        .target(name: "CLinux"),
        .target(name: "Globs"),
        .target(
            name: "StaticSite",
            dependencies: [
                "CLinux",
                "CMagic",
                "CZlib",
                "Globs",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
            ]
        ),
        .target(
            name: "WebSockets",
            dependencies: [
                "CZlib",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
            ]
        ),
        .target(
            name: "LiveReload",
            dependencies: [
                "CFSEvents",
                "CLinux",
                "Globs",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ]
        ),
        .target(
            name: "Demos",
            dependencies: [
                "WebSockets",
                .product(name: "NIOCore", package: "swift-nio"),
            ]
        ),
        .target(
            name: "WebDemoServer",
            dependencies: [
                "CLinux",
                "CQREncode",
                "Demos",
                "LiveReload",
                "StaticSite",
                "WebSockets",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Mustache", package: "swift-mustache"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]
        ),
        .executableTarget(
            name: "webdemo",
            dependencies: [
                "Globs",
                "LiveReload",
                "StaticSite",
                "WebDemoServer",
                "WebSockets",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ]
        ),
        .target(name: "TestSupport", dependencies: ["CZlib"], path: "Tests/TestSupport"),
        .testTarget(
            name: "WebSocketsTests",
            dependencies: [
                "TestSupport",
                "WebSockets",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "NIOWebSocket", package: "swift-nio"),
            ]
        ),
        .testTarget(
            name: "DemosTests",
            dependencies: [
                "Demos",
                "TestSupport",
                "WebSockets",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
            ]
        ),
        .testTarget(name: "GlobsTests", dependencies: ["Globs"]),
        .testTarget(
            name: "StaticSiteTests",
            dependencies: [
                "Globs",
                "StaticSite",
                "TestSupport",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
            ]
        ),
        .testTarget(
            name: "LiveReloadTests",
            dependencies: [
                "Globs",
                "LiveReload",
                "TestSupport",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ]
        ),
        .testTarget(
            name: "WebDemoServerTests",
            dependencies: [
                "Demos",
                "Globs",
                "LiveReload",
                "StaticSite",
                "TestSupport",
                "WebDemoServer",
                "WebSockets",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ]
        ),
        .testTarget(
            name: "CommandLineTests",
            dependencies: [
                "StaticSite",
                "TestSupport",
                "WebDemoServer",
                "WebSockets",
                "webdemo",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            exclude: ["Clients"]
        ),
        .testTarget(
            name: "BrowserTests",
            dependencies: [
                "LiveReload",
                "TestSupport",
                "webdemo",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            exclude: ["Fixtures"]
        ),
    ],
    swiftLanguageModes: [.v6]
)

// The fuzz targets: with the stored inputs they are tests, with libFuzzer's entry point the program of `Scripts/fuzz`.
let fuzzDependencies: [Target.Dependency] = [
    "TestSupport",
    "WebDemoServer",
    "WebSockets",
    .product(name: "HTTPTypes", package: "swift-http-types"),
    .product(name: "NIOCore", package: "swift-nio"),
    .product(name: "NIOEmbedded", package: "swift-nio"),
]
package.targets.append(
    Context.environment["WEBDEMO_FUZZ"] == nil
        ? .testTarget(
            name: "FuzzingTests",
            dependencies: fuzzDependencies,
            path: "Tests/Fuzzing",
            exclude: ["Corpus", "EntryPoint.swift"]
        )
        : .executableTarget(
            name: "Fuzz",
            dependencies: fuzzDependencies,
            path: "Tests/Fuzzing",
            exclude: ["Corpus", "CorpusTests.swift"]
        )
)

for target in package.targets where target.type != .system {
    target.swiftSettings = [
        .treatAllWarnings(as: .error),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        // Debug builds, and so the tests, look at run time whether two accesses to one variable overlap. Looking took a
        // sixth of the time of a server that echoes.
        .unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release)),
    ]
}
