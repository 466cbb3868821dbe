import HTTPTypes
import NIOCore

/// Reads a file that was found into a resource: media type, forms, and what must hold for it to be served again.
struct ResourceLoader: Sendable {
    let root: SiteRoot
    let sniffer: MagicSniffer
    let options: SiteOptions
    let directories: DirectoryWatches
    let writer: PreparedBytes.Writer
    let memoryFiles = MemoryFiles()

    /// `looked` is what had the name `segments` at `moment` or later. Gives the open file, too, whose bytes may not be in
    /// memory.
    func load(
        _ looked: Descriptor,
        _ segments: [String],
        moment: UInt64
    ) throws(SiteError) -> (resource: Resource, file: OpenFile) {
        let now = FileTime.now
        let sample = try FileSample(of: try looked.reopened(), maxBytes: options.maxCachedFileBytes)
        let beside = SidecarFiles(of: segments, sample.version, directories: directories, root: root)
        let sidecars = beside.files.compactMap { file -> (coding: ContentCoding, sample: FileSample)? in
            (try? FileSample(of: try file.looked.reopened(), maxBytes: options.maxCachedFileBytes))
                .map { (file.coding, $0) }
        }
        let mediaType = mediaType(segments.last ?? "", sample)
        let isCompressible =
            (Gzip.minBytes...Gzip.maxBytes).contains(sample.version.bytes)
            && Gzip.gains(mediaType)
            && !sidecars.contains { $0.coding == .gzip }
        let common = Representation.Common(
            fields: fields(segments, mediaType, varies: isCompressible || !sidecars.isEmpty),
            // A date tells seconds apart: one more change in the same second would go unseen by who has only the date.
            lastModified: sample.version.hasSettled(at: now)
                ? Validators.lastModified(of: sample.version, now: now) : nil,
            writer: writer,
            memoryFiles: memoryFiles
        )
        let versions = [sample.version] + sidecars.map(\.sample.version)
        let resource = Resource(
            segments: segments,
            version: sample.version,
            mediaType: mediaType,
            isCompressible: isCompressible,
            common: common,
            identity: Representation(common, nil, sample.version, content: sample.whole, now: now),
            sidecars: sidecars.map { coding, sample in
                Representation(common, coding, sample.version, content: sample.whole, now: now)
            },
            freshness: Freshness(
                file: Watch(segments, sample.version, in: beside.directory, checked: moment),
                directory: beside.directory,
                others: beside.watches,
                versions: versions,
                now: now,
                isRemote: looked.isRemote
            )
        )
        return (resource, sample.file)
    }

    private func mediaType(_ name: String, _ sample: FileSample) -> String {
        let type = options.types.named(by: name) ?? sniffer.guess(sample.start).type
        let charset = Charset.parameter(type: type, start: sample.start, isWhole: sample.whole != nil) {
            sniffer.guess(sample.start).encoding
        }
        return charset.map { "\(type); charset=\($0)" } ?? type
    }

    private func fields(_ segments: [String], _ mediaType: String, varies: Bool) -> HTTPFields {
        var fields: HTTPFields = [.contentType: mediaType, .cacheControl: options.cacheRules.value(for: segments)]
        let isDocument = MediaType.isHTML(mediaType)
        let names = [varies ? "Accept-Encoding" : nil, isDocument ? options.documentsVaryBy : nil].compactMap { $0 }
        if !names.isEmpty { fields[.vary] = names.joined(separator: ", ") }
        options.addFields(to: &fields)
        return fields
    }
}
