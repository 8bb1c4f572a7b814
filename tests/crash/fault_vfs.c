#include "fault_vfs.h"

#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

static struct {
    sqlite3_vfs vfs, *real;
    enum fault_mode mode;
    long at, count;
    int fired;
} fault;

struct file {
    sqlite3_file base;
    sqlite3_file *inner; /* behind this struct */
};

static sqlite3_file *inner_of(sqlite3_file *file)
{
    return ((struct file *)(void *)file)->inner;
}

/* What this call answers instead of doing its work; SQLITE_OK: let it be done. */
static int point(void)
{
    if (fault.at == 0)
        return SQLITE_OK;
    fault.count++;
    if (fault.count != fault.at && !(fault.mode == FAULT_LASTING && fault.fired))
        return SQLITE_OK;
    fault.fired = 1;
    if (fault.mode == FAULT_KILL)
        _exit(FAULT_EXIT);
    return fault.mode == FAULT_FULL ? SQLITE_FULL : SQLITE_IOERR;
}

static int f_close(sqlite3_file *f)
{
    return inner_of(f)->pMethods->xClose(inner_of(f));
}

static int f_read(sqlite3_file *f, void *to, int n, sqlite3_int64 at)
{
    return inner_of(f)->pMethods->xRead(inner_of(f), to, n, at);
}

static int f_write(sqlite3_file *f, const void *from, int n, sqlite3_int64 at)
{
    int code = point();
    if (code != SQLITE_OK && fault.mode == FAULT_TORN) {
        inner_of(f)->pMethods->xWrite(inner_of(f), from, n / 2, at);
        _exit(FAULT_EXIT);
    }
    return code != SQLITE_OK ? code : inner_of(f)->pMethods->xWrite(inner_of(f), from, n, at);
}

static int f_truncate(sqlite3_file *f, sqlite3_int64 size)
{
    int code = point();
    return code != SQLITE_OK ? code : inner_of(f)->pMethods->xTruncate(inner_of(f), size);
}

static int f_sync(sqlite3_file *f, int flags)
{
    int code = point();
    return code != SQLITE_OK ? code : inner_of(f)->pMethods->xSync(inner_of(f), flags);
}

static int f_size(sqlite3_file *f, sqlite3_int64 *size)
{
    return inner_of(f)->pMethods->xFileSize(inner_of(f), size);
}

static int f_lock(sqlite3_file *f, int level)
{
    return inner_of(f)->pMethods->xLock(inner_of(f), level);
}

static int f_unlock(sqlite3_file *f, int level)
{
    return inner_of(f)->pMethods->xUnlock(inner_of(f), level);
}

static int f_reserved(sqlite3_file *f, int *out)
{
    return inner_of(f)->pMethods->xCheckReservedLock(inner_of(f), out);
}

static int f_control(sqlite3_file *f, int op, void *arg)
{
    return inner_of(f)->pMethods->xFileControl(inner_of(f), op, arg);
}

static int f_sector(sqlite3_file *f)
{
    return inner_of(f)->pMethods->xSectorSize(inner_of(f));
}

static int f_device(sqlite3_file *f)
{
    return inner_of(f)->pMethods->xDeviceCharacteristics(inner_of(f));
}

static int f_shm_map(sqlite3_file *f, int page, int size, int extend, void volatile **out)
{
    return inner_of(f)->pMethods->xShmMap(inner_of(f), page, size, extend, out);
}

static int f_shm_lock(sqlite3_file *f, int offset, int n, int flags)
{
    return inner_of(f)->pMethods->xShmLock(inner_of(f), offset, n, flags);
}

static void f_shm_barrier(sqlite3_file *f)
{
    inner_of(f)->pMethods->xShmBarrier(inner_of(f));
}

static int f_shm_unmap(sqlite3_file *f, int drop)
{
    return inner_of(f)->pMethods->xShmUnmap(inner_of(f), drop);
}

static const sqlite3_io_methods methods = {
    .iVersion = 2,
    .xClose = f_close,
    .xRead = f_read,
    .xWrite = f_write,
    .xTruncate = f_truncate,
    .xSync = f_sync,
    .xFileSize = f_size,
    .xLock = f_lock,
    .xUnlock = f_unlock,
    .xCheckReservedLock = f_reserved,
    .xFileControl = f_control,
    .xSectorSize = f_sector,
    .xDeviceCharacteristics = f_device,
    .xShmMap = f_shm_map,
    .xShmLock = f_shm_lock,
    .xShmBarrier = f_shm_barrier,
    .xShmUnmap = f_shm_unmap,
};

static int v_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *f, int flags, int *out)
{
    struct file *file = (struct file *)(void *)f;
    (void)vfs;
    file->inner = (sqlite3_file *)(void *)(file + 1);
    file->base.pMethods = NULL;
    int code = fault.real->xOpen(fault.real, name, file->inner, flags, out);
    if (code == SQLITE_OK)
        file->base.pMethods = &methods;
    return code;
}

void fault_install(void)
{
    fault.real = sqlite3_vfs_find(NULL);
    fault.vfs = *fault.real;
    fault.vfs.zName = "fault";
    fault.vfs.szOsFile = (int)sizeof(struct file) + fault.real->szOsFile;
    fault.vfs.xOpen = v_open;
    sqlite3_vfs_register(&fault.vfs, 1);
}

void fault_arm(enum fault_mode mode, long n)
{
    fault.mode = mode;
    fault.at = n;
    fault.count = 0;
    fault.fired = 0;
}

int fault_fired(void)
{
    return fault.fired;
}
