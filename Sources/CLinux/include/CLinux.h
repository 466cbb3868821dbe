// The Linux system calls that Swift does not import. Elsewhere they answer ENOSYS.
#pragma once
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/// The flags of a descriptor for looking at a file. On Linux that opens nothing (O_PATH), so that no device wakes up;
/// elsewhere at least no FIFO waits for a writer (O_NONBLOCK).
extern const int clinux_look_flags;

/// openat2(2): opens `path` below `directory` for looking, with RESOLVE_BENEATH and RESOLVE_NO_SYMLINKS.
/// Returns a descriptor or -1 with errno: ELOOP where a link is on the way, ENOSYS where the kernel has no such call.
int clinux_look_beneath(int directory, const char *path);

/// The processors that this process may run on (sched_getaffinity(2)), or 0 where that cannot be asked.
int clinux_allowed_processors(void);

/// The bytes that were given to `socket` and that its peer has not acknowledged (SIOCOUTQ), or -1 with errno.
int clinux_unacknowledged_bytes(int socket);

/// A file in memory that has no name, with these bytes, and that nobody can change any more (memfd_create(2), sealed).
/// Returns a descriptor or -1 with errno.
int clinux_memory_file(const void *bytes, size_t count);

/// send(2), on Linux without a signal; there, what is to share a packet with what is sent next has `more` (MSG_MORE).
ssize_t clinux_send(int socket, const void *bytes, size_t count, int more);

/// sendfile(2). The socket gets the pages of the file and not a copy: for files that nobody changes.
ssize_t clinux_send_file(int socket, int file, off_t offset, size_t count);

/// Whether the file is on a file system where a look may have to wait for a network or for another program (statfs(2)):
/// NFS, SMB, 9p, FUSE and their like. 0 where that cannot be told.
int clinux_is_remote(int file);

/// Whether inotify(7), or FSEvents on macOS, hears of all changes on the file system that `path` is on (statfs(2)): 1
/// where it does, 0 where others change it of whom this kernel does not hear, -1 where one has to try. `name` is set to
/// the file system's name, which lives as long as the program.
int clinux_tells_of_changes(const char *path, const char **name);
