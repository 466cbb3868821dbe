#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The names in a directory, one after the other, as bytes and in the order of the file system.
struct DirectoryNames: ~Copyable {
    #if canImport(Darwin)
    typealias Stream = UnsafeMutablePointer<DIR>
    #else
    typealias Stream = OpaquePointer
    #endif

    /// Bounds the time that one request can make the server read names, listed or not.
    static let usualMaxNames = 100_000

    private let stream: Stream
    private let maxNames: Int
    private var taken = 0
    /// Whether it ended because of the number of names, and not with the last one.
    private(set) var isCutShort = false

    /// Takes an own look, from the first name on; `directory` stays as it is.
    fileprivate init(_ directory: Descriptor, maxNames: Int) throws(SiteError) {
        let number = openat(directory.number, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard number >= 0 else { throw SiteError(errno: errno, "openat") }
        guard let stream = fdopendir(number) else {
            let error = SiteError(errno: errno, "fdopendir")
            close(number)
            throw error
        }
        self.stream = stream
        self.maxNames = maxNames
    }

    deinit {
        closedir(stream)
    }

    mutating func next() throws(SiteError) -> [UInt8]? {
        errno = 0
        guard let entry = readdir(stream) else {
            guard errno == 0 else { throw SiteError(errno: errno, "readdir") }
            return nil
        }
        guard taken < maxNames else {
            isCutShort = true
            return nil
        }
        taken += 1
        return Self.name(of: entry)
    }

    /// Read where it is: the last entries of a directory are shorter than a `dirent`, so it must not be copied.
    private static func name(of entry: UnsafeMutablePointer<dirent>) -> [UInt8] {
        guard let offset = MemoryLayout<dirent>.offset(of: \.d_name) else { return [] }
        let start = UnsafeRawPointer(entry) + offset
        return Array(UnsafeRawBufferPointer(start: start, count: strlen(start.assumingMemoryBound(to: CChar.self))))
    }
}

extension Descriptor {
    /// What is in this directory, `.` and `..` included.
    func names(atMost maxNames: Int = DirectoryNames.usualMaxNames) throws(SiteError) -> DirectoryNames {
        try DirectoryNames(self, maxNames: maxNames)
    }
}
