// Written from Apple's headers and documentation: it could not be compiled or run on macOS so far.
#include "CFSEvents.h"

#include <errno.h>

#ifdef __APPLE__
#include <CoreServices/CoreServices.h>
#include <dispatch/dispatch.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { CFSEVENTS_RETRY_MILLISECONDS = 50 };
static const CFTimeInterval latency = 0.01;

// All but `queue` belongs to who runs on the queue.
struct watch {
    dispatch_queue_t queue;
    FSEventStreamRef stream;
    int descriptor;
    // The empty path could not be written yet.
    bool owes_all;
    bool will_retry;
    bool is_stopped;
    bool has_ended;
};

static void release(struct watch *watch) {
    dispatch_release(watch->queue);
    free(watch);
}

static void pay(struct watch *watch);

static void retry(void *info) {
    struct watch *watch = info;
    watch->will_retry = false;
    if (watch->has_ended) {
        release(watch);
    } else if (!watch->is_stopped) {
        pay(watch);
    }
}

static void pay(struct watch *watch) {
    if (!watch->owes_all) return;
    // The first ends a path that was cut off; so few bytes are written together or not at all.
    if (write(watch->descriptor, "\0", 2) == 2) {
        watch->owes_all = false;
    } else if (!watch->will_retry) {
        watch->will_retry = true;
        dispatch_time_t time = dispatch_time(DISPATCH_TIME_NOW, CFSEVENTS_RETRY_MILLISECONDS * (int64_t)NSEC_PER_MSEC);
        dispatch_after_f(time, watch->queue, watch, retry);
    }
}

static void changed(
    ConstFSEventStreamRef stream, void *info, size_t count, void *paths, const FSEventStreamEventFlags flags[],
    const FSEventStreamEventId identifiers[]
) {
    (void)stream, (void)identifiers;
    const FSEventStreamEventFlags all = kFSEventStreamEventFlagMustScanSubDirs | kFSEventStreamEventFlagUserDropped
        | kFSEventStreamEventFlagKernelDropped | kFSEventStreamEventFlagRootChanged;
    struct watch *watch = info;
    if (watch->is_stopped) return;
    for (size_t i = 0; i < count && !watch->owes_all; i++) {
        const char *path = ((char **)paths)[i];
        size_t bytes = strlen(path) + 1;
        watch->owes_all = (flags[i] & all) != 0 || write(watch->descriptor, path, bytes) != (ssize_t)bytes;
    }
    pay(watch);
}

static FSEventStreamRef create(struct watch *watch, const char *path) {
    CFStringRef string = CFStringCreateWithFileSystemRepresentation(NULL, path);
    if (string == NULL) return NULL;
    CFArrayRef paths = CFArrayCreate(NULL, (const void **)&string, 1, &kCFTypeArrayCallBacks);
    CFRelease(string);
    if (paths == NULL) return NULL;
    FSEventStreamContext context = {.info = watch};
    FSEventStreamRef stream = FSEventStreamCreate(
        NULL, changed, &context, paths, kFSEventStreamEventIdSinceNow, latency,
        kFSEventStreamCreateFlagFileEvents | kFSEventStreamCreateFlagNoDefer | kFSEventStreamCreateFlagWatchRoot
    );
    CFRelease(paths);
    return stream;
}

static void stop(void *info) {
    struct watch *watch = info;
    watch->is_stopped = true;
    FSEventStreamStop(watch->stream);
    FSEventStreamInvalidate(watch->stream);
    FSEventStreamRelease(watch->stream);
}

intptr_t cfsevents_start(const char *path, int descriptor) {
    struct watch *watch = calloc(1, sizeof *watch);
    if (watch == NULL) return -1;
    watch->descriptor = descriptor;
    watch->queue = dispatch_queue_create("webdemo.fsevents", DISPATCH_QUEUE_SERIAL);
    watch->stream = create(watch, path);
    if (watch->stream == NULL) {
        release(watch);
        errno = ENOMEM;
        return -1;
    }
    FSEventStreamSetDispatchQueue(watch->stream, watch->queue);
    if (FSEventStreamStart(watch->stream)) return (intptr_t)watch;
    FSEventStreamInvalidate(watch->stream);
    FSEventStreamRelease(watch->stream);
    release(watch);
    errno = EAGAIN;
    return -1;
}

static void end(void *info) {
    struct watch *watch = info;
    watch->has_ended = true;
    // Else the retry that is to come releases it.
    if (!watch->will_retry) release(watch);
}

void cfsevents_stop(intptr_t handle) {
    struct watch *watch = (struct watch *)handle;
    dispatch_sync_f(watch->queue, watch, stop);
    // After what was put into the queue before the stream was stopped.
    dispatch_async_f(watch->queue, watch, end);
}

#else

intptr_t cfsevents_start(const char *path, int descriptor) {
    (void)path, (void)descriptor;
    errno = ENOSYS;
    return -1;
}

void cfsevents_stop(intptr_t watch) { (void)watch; }

#endif
