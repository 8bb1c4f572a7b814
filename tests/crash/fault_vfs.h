/*
 * fault_vfs - SQLite's own door to the disk, at which the n-th write, sync or
 * truncation fails or ends the process.  So every point at which the record
 * touches the disk is a fault point, and the program carries no code for it.
 */
#ifndef FAULT_VFS_H
#define FAULT_VFS_H

enum fault_mode {
    FAULT_ERROR,   /* this one call fails */
    FAULT_LASTING, /* this and all later ones fail */
    FAULT_FULL,    /* this one finds the disk full */
    FAULT_KILL,    /* the process ends before the call */
    FAULT_TORN,    /* half of it is written, then the process ends */
    FAULT_MODES
};

enum { FAULT_EXIT = 99 };

/* Becomes the default for files opened from now on. */
void fault_install(void);
/* Counts from now; the n-th call (from 1) is the one.  0: none. */
void fault_arm(enum fault_mode mode, long n);
/* True when the n-th call was reached. */
int fault_fired(void);

#endif
