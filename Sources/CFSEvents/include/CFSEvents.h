// What macOS tells of changes in a directory tree (FSEvents), as bytes in a pipe. Elsewhere there is no such thing.
#pragma once
#include <stdint.h>

/// Watches `path`, a path without links, and all that is below it. Each path that changes is written to `descriptor`, a
/// pipe that does not block, and is ended by NUL; an empty one says that all is to be looked at again, also where the pipe
/// was full. A path may be cut off: then an empty one follows.
/// Returns what `cfsevents_stop` takes, or -1 with errno: ENOSYS where there are no FSEvents.
intptr_t cfsevents_start(const char *path, int descriptor);

/// Ends a watch; nothing is written after that. To be called once.
void cfsevents_stop(intptr_t watch);
