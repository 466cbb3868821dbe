#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#include "CLinux.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>

#if defined(__linux__)
#include <linux/sockios.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <unistd.h>

const int clinux_look_flags = O_PATH | O_CLOEXEC;

// Said here because <linux/openat2.h> is missing on older systems whose kernels know the call.
struct clinux_open_how {
    uint64_t flags, mode, resolve;
};
enum { CLINUX_SYS_OPENAT2 = 437, CLINUX_NO_MAGICLINKS = 0x02, CLINUX_NO_SYMLINKS = 0x04, CLINUX_BENEATH = 0x08 };

int clinux_look_beneath(int directory, const char *path) {
    struct clinux_open_how how = {
        .flags = (uint64_t)clinux_look_flags,
        .resolve = CLINUX_BENEATH | CLINUX_NO_SYMLINKS | CLINUX_NO_MAGICLINKS,
    };
    return (int)syscall(CLINUX_SYS_OPENAT2, directory, path, &how, sizeof how);
}

int clinux_allowed_processors(void) {
    cpu_set_t set;
    return sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 0;
}

int clinux_unacknowledged_bytes(int socket) {
    int count = 0;
    return ioctl(socket, SIOCOUTQ, &count) == 0 ? count : -1;
}

int clinux_memory_file(const void *bytes, size_t count) {
    int file = memfd_create("webdemo", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (file < 0) return -1;
    for (size_t done = 0; done < count;) {
        ssize_t more = write(file, (const char *)bytes + done, count - done);
        if (more > 0) {
            done += (size_t)more;
        } else if (errno != EINTR) {
            close(file);
            return -1;
        }
    }
    fcntl(file, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL);
    return file;
}

ssize_t clinux_send(int socket, const void *bytes, size_t count, int more) {
    return send(socket, bytes, count, (more ? MSG_MORE : 0) | MSG_NOSIGNAL);
}

ssize_t clinux_send_file(int socket, int file, off_t offset, size_t count) {
    return sendfile(socket, file, &offset, count);
}

int clinux_is_remote(int file) {
    struct statfs found;
    if (fstatfs(file, &found) != 0) return 0;
    switch ((uint32_t)found.f_type) {
        case 0x6969:      // NFS
        case 0x517B:      // SMB
        case 0xFE534D42:  // SMB2
        case 0xFF534D42:  // CIFS
        case 0x01021997:  // 9p
        case 0x65735546:  // FUSE, virtiofs
        case 0x5346414F:  // AFS
        case 0x00C36400:  // Ceph
        case 0x786F4256:  // VirtualBox's shared folders
            return 1;
        default: return 0;
    }
}

int clinux_tells_of_changes(const char *path, const char **name) {
    static const struct {
        uint32_t type;
        int answer;
        const char *name;
    } known[] = {
        {0x0000EF53, 1, "ext4"},       {0x58465342, 1, "xfs"},           {0x9123683E, 1, "btrfs"},
        {0x01021994, 1, "tmpfs"},      {0x858458F6, 1, "ramfs"},         {0xF2F52010, 1, "f2fs"},
        {0x2FC12FC1, 1, "zfs"},        {0xCA451A4E, 1, "bcachefs"},      {0x00004D44, 1, "vfat"},
        {0x2011BAB0, 1, "exfat"},      {0x7366746E, 1, "ntfs3"},         {0x00003153, 1, "jfs"},
        {0x52654973, 1, "reiserfs"},   {0x0000F15F, 1, "ecryptfs"},      {0x794C7630, -1, "overlay"},
        {0x01021997, 0, "9p"},         {0x53464846, 0, "drvfs"},         {0x00006969, 0, "NFS"},
        {0x0000517B, 0, "SMB"},        {0xFE534D42, 0, "SMB"},           {0xFF534D42, 0, "CIFS"},
        {0x65735546, 0, "FUSE"},       {0x6A656A63, 0, "virtiofs"},      {0x5346414F, 0, "AFS"},
        {0x00C36400, 0, "Ceph"},       {0x786F4256, 0, "vboxsf"},        {0xBACBACBC, 0, "vmhgfs"},
        {0x7C7C6673, 0, "prl_fs"},     {0x73757245, 0, "Coda"},          {0x01161970, 0, "GFS2"},
        {0x7461636F, 0, "OCFS2"},      {0x0BD00BD0, 0, "Lustre"},
    };
    struct statfs found;
    *name = "unknown";
    if (statfs(path, &found) != 0) return -1;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (known[i].type != (uint32_t)found.f_type) continue;
        *name = known[i].name;
        return known[i].answer;
    }
    return -1;
}

#else

#if defined(__APPLE__)
#include <string.h>
#include <sys/mount.h>
#include <sys/param.h>

int clinux_tells_of_changes(const char *path, const char **name) {
    static const char *const known[][2] = {
        {"smbfs", "SMB"}, {"nfs", "NFS"}, {"afpfs", "AFP"}, {"webdav", "WebDAV"},
    };
    struct statfs found;
    *name = "unknown";
    if (statfs(path, &found) != 0 || (found.f_flags & MNT_LOCAL) != 0) return 1;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (strcmp(known[i][0], found.f_fstypename) == 0) *name = known[i][1];
    }
    return 0;
}
#else
int clinux_tells_of_changes(const char *path, const char **name) {
    (void)path;
    *name = "unknown";
    return 1;
}
#endif

const int clinux_look_flags = O_RDONLY | O_NONBLOCK | O_CLOEXEC;

int clinux_look_beneath(int directory, const char *path) {
    (void)directory, (void)path;
    errno = ENOSYS;
    return -1;
}

int clinux_allowed_processors(void) { return 0; }

int clinux_unacknowledged_bytes(int socket) {
    (void)socket;
    errno = ENOSYS;
    return -1;
}

int clinux_memory_file(const void *bytes, size_t count) {
    (void)bytes, (void)count;
    errno = ENOSYS;
    return -1;
}

ssize_t clinux_send(int socket, const void *bytes, size_t count, int more) {
    (void)more;
    return send(socket, bytes, count, 0);
}

ssize_t clinux_send_file(int socket, int file, off_t offset, size_t count) {
    (void)socket, (void)file, (void)offset, (void)count;
    errno = ENOSYS;
    return -1;
}

int clinux_is_remote(int file) {
    (void)file;
    return 0;
}

#endif
