// The Linux system calls that Swift does not import. Elsewhere they answer ENOSYS.
#pragma once
#include <stdint.h>

/// The flags of a descriptor for looking at a file. On Linux that opens nothing (O_PATH), so that no device wakes up;
/// elsewhere at least no FIFO waits for a writer (O_NONBLOCK).
extern const int clinux_look_flags;

/// openat2(2): opens `path` below `directory` for looking, with RESOLVE_BENEATH and RESOLVE_NO_SYMLINKS.
/// Returns a descriptor or -1 with errno: ELOOP where a link is on the way, ENOSYS where the kernel has no such call.
int clinux_look_beneath(int directory, const char *path);

/// The processors that this process may run on (sched_getaffinity(2)), or 0 where that cannot be asked.
int clinux_allowed_processors(void);
