import Demos
import NIOCore
import NIOPosix
import StaticSite
import WebSockets

@testable import WebDemoServer

extension Responder {
    /// One without threads, pages and live reload: what takes a look at files on another thread is not answered.
    init(for site: Site, on loop: any EventLoop, log: BackgroundLog, allowing origins: [Origin] = []) async throws {
        let catalog = DemoCatalog(home: loop)
        self.init(
            site: site,
            pages: try await Pages(directory: nil),
            hosts: HostPolicy(allowed: [], machineName: nil),
            catalog: catalog,
            services: Services(catalog: catalog, addresses: [], pool: NIOThreadPool(numberOfThreads: 1)),
            forTeacher: [:],
            ownSite: nil,
            reload: nil,
            filePool: NIOThreadPool(numberOfThreads: 1),
            compressionPool: NIOThreadPool(numberOfThreads: 1),
            logger: log.logger,
            refusals: RefusalLog(log),
            allowedOrigins: origins
        )
    }
}
