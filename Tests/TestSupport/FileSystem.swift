import Foundation

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

// Those whose names methods here have, too.
private let systemWrite: @Sendable (CInt, UnsafeRawPointer?, Int) -> Int = { write($0, $1, $2) }
private let systemClose: @Sendable (CInt) -> CInt = { close($0) }
private let systemRename: @Sendable (String, String) -> CInt = { rename($0, $1) }

/// The system calls that editors and tools make.
package enum FileSystem {
    package struct Failure: Error {
        let call: String
        let code: CInt

        package init(call: String, code: CInt) {
            self.call = call
            self.code = code
        }
    }

    /// An open file; closed by hand, because when it is closed matters.
    package struct Open {
        package let number: CInt

        package init(number: CInt) {
            self.number = number
        }

        package func write(_ text: String) throws { try write(Array(text.utf8)) }

        package func write(_ bytes: [UInt8]) throws {
            guard systemWrite(number, bytes, bytes.count) == bytes.count else {
                throw Failure(call: "write", code: errno)
            }
        }

        package func close() { _ = systemClose(number) }
    }

    package static func create(_ path: String, flags: CInt = O_CREAT | O_TRUNC) throws -> Open {
        let number = open(path, O_WRONLY | O_CLOEXEC | flags, 0o644)
        guard number >= 0 else { throw Failure(call: "open", code: errno) }
        return Open(number: number)
    }

    package static func names(in path: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    }

    /// Keeps a directory open.
    package static func hold(_ path: String) throws -> Open {
        let number = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard number >= 0 else { throw Failure(call: "open", code: errno) }
        return Open(number: number)
    }

    package static func write(_ text: String, to path: String, flags: CInt = O_CREAT | O_TRUNC) throws {
        let file = try create(path, flags: flags)
        try file.write(text)
        file.close()
    }

    package static func rename(_ path: String, to other: String) throws {
        guard systemRename(path, other) == 0 else { throw Failure(call: "rename", code: errno) }
    }

    package static func remove(_ path: String) throws {
        guard unlink(path) == 0 else { throw Failure(call: "unlink", code: errno) }
    }

    package static func removeDirectory(_ path: String) throws {
        guard rmdir(path) == 0 else { throw Failure(call: "rmdir", code: errno) }
    }

    package static func makeDirectory(_ path: String) throws {
        guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw Failure(call: "mkdir", code: errno) }
    }

    package static func link(_ path: String, to target: String) throws {
        guard symlink(target, path) == 0 else { throw Failure(call: "symlink", code: errno) }
    }

    package static func touch(_ path: String) throws {
        guard utimensat(AT_FDCWD, path, nil, 0) == 0 else { throw Failure(call: "utimensat", code: errno) }
    }

    package static func makeFIFO(_ path: String) throws {
        guard mkfifo(path, 0o644) == 0 else { throw Failure(call: "mkfifo", code: errno) }
    }
}
