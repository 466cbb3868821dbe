import HTTPTypes
import NIOCore

/// One form of a file, as it is or in a content coding: what the fields say of it, and its bytes where they are kept.
package final class Representation: Sendable {
    // What every answer looks at stands together at the front: memory comes in lines of 64 bytes.
    package let bytes: Int
    package let prepared: PreparedBytes
    package let preparedNotModified: PreparedBytes
    let coding: ContentCoding?
    let validators: Validators
    /// `nil` where the file is too large to be kept.
    package let content: Content?
    let version: FileVersion
    /// `nil` where it is not kept.
    var wholeBody: Response.Body? { content?.part(0..<bytes).map { .init($0) } }
    /// Of the answer with the whole of it.
    let fields: HTTPFields
    /// What this takes in memory.
    var bytesInMemory: Int {
        let apart = prepared.hasContent ? 0 : content?.bytesInMemory ?? 0
        return prepared.bytes.storageCapacity + preparedNotModified.bytes.storageCapacity + apart
    }

    /// What a client that has the content already is told, to bring what it keeps up to date (RFC 9110 §15.4.5).
    let notModifiedFields: HTTPFields

    /// What all forms of a file share.
    struct Common: Sendable {
        let fields: HTTPFields
        let lastModified: HTTPDate?
        let writer: PreparedBytes.Writer
        let memoryFiles: MemoryFiles
    }

    /// `version` is of the file that has the bytes, or that they were made of.
    init(
        _ common: Common,
        _ coding: ContentCoding?,
        _ version: FileVersion,
        bytes: Int? = nil,
        content: ByteBuffer?,
        now: FileTime
    ) {
        self.coding = coding
        self.version = version
        self.bytes = bytes ?? version.bytes
        validators = Validators(
            tag: .of(version, now: now, coding: coding?.tagSuffix),
            lastModified: common.lastModified
        )
        var fields = common.fields
        fields[.eTag] = validators.tag?.field
        fields[.lastModified] = validators.lastModified?.text
        if let coding { fields[.contentEncoding] = coding.token } else { fields[.acceptRanges] = "bytes" }
        self.fields = fields
        prepared = PreparedBytes(head: common.writer(.ok, fields, self.bytes), content: content)
        let file = content.flatMap { common.memoryFiles.file(with: $0) }
        self.content = file.map { .file($0) } ?? (prepared.content ?? content).map { .buffer($0) }
        for name in [HTTPField.Name.contentType, .contentEncoding, .lastModified, .acceptRanges] { fields[name] = nil }
        notModifiedFields = fields
        preparedNotModified = PreparedBytes(head: common.writer(.notModified, fields, 0))
    }
}
