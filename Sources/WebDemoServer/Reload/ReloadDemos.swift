import Demos
import NIOPosix
import WebSockets

extension Demo {
    static func reload(_ reload: LiveReloading, pool: NIOThreadPool) -> Demo {
        Demo(
            path: ReloadView.path,
            endpoint: reload.view(pool: pool),
            summary: Wording("tells pages which of their files have changed", "告诉网页它用到的哪些文件有改动")
        )
    }

    static func liveReload(_ liveReload: LiveReload7) -> Demo {
        Demo(
            path: LiveReload7.path,
            endpoint: liveReload,
            summary: Wording("tells LiveReload's clients which files have changed", "告诉 LiveReload 客户端哪些文件有改动")
        )
    }

    static func board(_ hub: ReloadHub, isTeacher: Bool) -> Demo {
        Demo(
            path: BoardView.path,
            endpoint: BoardView(hub: hub, isTeacher: isTeacher),
            summary: Wording("shows the teacher all pages that are open", "向老师显示所有打开着的网页")
        )
    }
}
