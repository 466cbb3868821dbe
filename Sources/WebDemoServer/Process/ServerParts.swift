import HTTPTypes
import Logging
import NIOPosix
import StaticSite

/// What the server is made of, by its options.
extension Server {
    static func site(_ options: ServerOptions, logger: Logger) throws -> Site {
        var chosen = options.site
        if options.reload != nil { chosen.documentsVaryBy = ReloadedDocuments.deciding }
        let sniffer = MagicSniffer()
        if !sniffer.isAvailable {
            logger.warning("libmagic has no database: files without a known extension are application/octet-stream")
        }
        do {
            let site = Site(
                root: try SiteRoot(path: options.directory),
                sniffer: sniffer,
                options: chosen,
                writer: ResponseWriter.endOfHead
            )
            if let fallback = options.site.fallback, site.lacksFallback {
                logger.warning("--spa: there is no '\(fallback.display)' in '\(options.directory)' yet")
            }
            // There may be no descriptor left when it is needed.
            _ = site.errorPage("50x.html", .internalServerError)
            return site
        } catch {
            throw StartError("'\(options.directory)' is no directory that can be read")
        }
    }

    static func pages(_ options: ServerOptions) async throws -> Pages {
        do {
            return try await Pages(directory: options.templates)
        } catch {
            throw StartError("a template in '\(options.templates ?? "")' cannot be read: \(error)")
        }
    }

    /// The pages are for this server alone, and their names need no ending.
    static func ownSite(_ options: ServerOptions) -> Site? {
        guard let root = options.ownPages.flatMap({ try? SiteRoot(path: $0) }) else { return nil }
        var own = SiteOptions()
        own.cleanURLs = true
        own.fields[.crossOriginResourcePolicy] = "same-origin"
        return Site(root: root, sniffer: MagicSniffer(), options: own, writer: ResponseWriter.endOfHead)
    }

    /// `nil`, and said so, where the parts of the script are not there.
    static func reload(
        _ options: ServerOptions,
        site: Site,
        _ log: BackgroundLog
    ) -> LiveReloading? {
        guard let reload = options.reload else { return nil }
        guard let script = options.ownPages.flatMap({ ReloadScript(partsIn: $0 + "/reload") }) else {
            log.logger.warning("live reload is off: its script, in Public/reload, is not where webdemo was built")
            return nil
        }
        let reloading = LiveReloading(options, reload, script: script, site: site, log: log)
        if reload.speaksLiveReload, reloading.liveReload == nil {
            log.logger.warning("--livereload: its script, in Public/js, is not where webdemo was built")
        }
        return reloading
    }

    static func proxy(
        _ options: ServerOptions,
        _ group: MultiThreadedEventLoopGroup,
        _ log: BackgroundLog
    ) -> ProxyClient? {
        guard !options.proxies.isEmpty else { return nil }
        return ProxyClient(ProxyRules(options.proxies), timeouts: options.proxyTimeouts, group: group, log: log)
    }

    /// The name that the banner shows is one that requests may use.
    static func hosts(_ options: ServerOptions) -> [String] {
        if case .address(let host) = options.binding { options.allowedHosts + [host] } else { options.allowedHosts }
    }

    /// `nil` where 127.0.0.1 is not listened on, or there are no pages for it.
    static func teacherLink(_ options: ServerOptions, _ teacher: TeacherAccess, port: Int?) -> String? {
        guard options.ownPages != nil, let port, let query = teacher.linkQuery else { return nil }
        switch options.binding {
        case .loopback, .allAddresses, .address("0.0.0.0"), .address("127.0.0.1"):
            return "\(HostText.url("127.0.0.1", port))\(PageService.teacher.rawValue.dropFirst())?\(query)"
        case .address: return nil
        }
    }
}
