#include "seal/session.h"
#include "store/bare.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

static struct str path_in(struct arena *arena, struct str dir, const char *name)
{
    return str_format(arena, "%.*s/%s", STR_ARG(dir), name);
}

struct ctx office_ctx(struct office *office, int64_t now_ms)
{
    arena_reset(office->scratch);
    return (struct ctx){ .arena = office->scratch, .now_ms = now_ms };
}

/* 32 bytes that only the service user may read: what wraps the station's seed. */
static enum err key_file_write(struct ctx *ctx, struct str path, const struct key *key)
{
    int file = open(str_z(ctx->arena, path), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0)
        return ctx_fail_at(ctx, ERR_STORE, "store.write", path);
    bool good = write(file, key->at, sizeof key->at) == (ssize_t)sizeof key->at && fsync(file) == 0;
    close(file);
    return good ? OK : ctx_fail_at(ctx, ERR_STORE, "store.write", path);
}

static enum err key_file_read(struct ctx *ctx, struct str path, struct key *key)
{
    struct stat about;
    int file = open(str_z(ctx->arena, path), O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return ctx_fail_at(ctx, ERR_STORE, "store.no_station_key", path);
    bool closed = fstat(file, &about) == 0 && (about.st_mode & 077) == 0;
    bool whole = read(file, key->at, sizeof key->at) == (ssize_t)sizeof key->at;
    close(file);
    if (!closed)
        return ctx_fail_at(ctx, ERR_STORE, "store.station_key_open", path);
    return whole ? OK : ctx_fail_at(ctx, ERR_STORE, "store.station_key_wrong", path);
}

static enum err station_draw(struct ctx *ctx, struct office *office)
{
    struct key wrap;
    draw(office->secrets->seed, SEED_BYTES);
    draw(&wrap, sizeof wrap);
    struct str seed = { (const char *)office->secrets->seed, SEED_BYTES };
    struct q_station_save_in in = { { box_seal(ctx->arena, &wrap, STR("station"), seed) } };
    enum err err = key_file_write(ctx, path_in(ctx->arena, office->info.dir, "station.key"), &wrap);
    wipe(&wrap, sizeof wrap);
    TRY(err);
    return q_station_save(ctx, office->keyring, &in);
}

static enum err station_load(struct ctx *ctx, struct office *office)
{
    struct key wrap;
    struct q_station_load_row row;
    struct str seed;
    TRY(q_station_load(ctx, office->keyring, &row));
    TRY(key_file_read(ctx, path_in(ctx->arena, office->info.dir, "station.key"), &wrap));
    bool good = box_open(ctx->arena, &wrap, STR("station"), row.sealed.bytes, &seed) &&
                seed.n == SEED_BYTES;
    wipe(&wrap, sizeof wrap);
    if (!good)
        return ctx_fail(ctx, ERR_STORE, "store.station_key_wrong");
    memcpy(office->secrets->seed, seed.at, SEED_BYTES);
    return OK;
}

static enum err secrets_open(struct ctx *ctx, struct office *office)
{
    office->secret = secret_open(2 * sizeof(struct office_secrets));
    if (office->secret == NULL)
        return ctx_fail(ctx, ERR_STORE, "store.no_locked_memory");
    office->secrets = secret_new(office->secret, struct office_secrets);
    office->work = secret_open(WORK_SECRET_BYTES);
    return office->work != NULL ? OK : ctx_fail(ctx, ERR_STORE, "store.no_locked_memory");
}

static void station_ready(struct office *office)
{
    officer_keys_of(office->secrets->seed, &office->secrets->station);
    office->station = (struct actor){
        .officer = author_id(office->secrets->station.sign_public),
        .keys = &office->secrets->station,
        .secret = office->work,
    };
}

static struct office *office_new(struct str dir, enum office_mode mode)
{
    struct arena *keep = arena_open(OFFICE_ARENA_BYTES);
    struct office *office = arena_new(keep, struct office);
    office->keep = keep;
    office->scratch = arena_open(SCRATCH_BYTES);
    office->mode = mode;
    office->lock = office->reserve = -1;
    office->info.dir = str_copy(keep, dir);
    return office;
}

static enum err files_open(struct ctx *ctx, struct office *office)
{
    enum db_mode mode = office->mode == OFFICE_WRITE ? DB_WRITE : DB_READ;
    struct str dir = office->info.dir;
    TRY(db_open(ctx, office->keep, path_in(ctx->arena, dir, "keyring.db"), mode, &keyring_schema,
                &office->keyring));
    TRY(db_open(ctx, office->keep, path_in(ctx->arena, dir, "log.db"), mode, &log_schema,
                &office->log));
    return db_open(ctx, office->keep, STR(""), DB_MEMORY, &tables_schema, &office->tables);
}

void reserve_fill(struct office *office)
{
    struct statvfs disk;
    if (office->reserve < 0 || fstatvfs(office->reserve, &disk) != 0 ||
        (uint64_t)disk.f_bavail * disk.f_frsize < RESERVE_BYTES + RESERVE_BYTES / 4)
        return;
    office->info.full = posix_fallocate(office->reserve, 0, RESERVE_BYTES) != 0;
    if (office->info.full && ftruncate(office->reserve, 0) != 0)
        return; /* full, whatever the disk says */
}

/* Disk kept back for reads and first contact. */
static void reserve_open(struct ctx *ctx, struct office *office)
{
    const char *path = str_z(ctx->arena, path_in(ctx->arena, office->info.dir, "reserve"));
    office->reserve = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (office->reserve >= 0)
        office->info.full = posix_fallocate(office->reserve, 0, RESERVE_BYTES) != 0;
}

static enum err folder_lock(struct ctx *ctx, struct office *office)
{
    const char *dir = str_z(ctx->arena, office->info.dir);
    office->lock = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (office->lock < 0)
        return ctx_fail_at(ctx, ERR_MISSING, "store.missing", office->info.dir);
    if (flock(office->lock, LOCK_EX | LOCK_NB) != 0)
        return ctx_fail_at(ctx, ERR_BUSY, "store.locked", office->info.dir);
    return OK;
}

static enum err genesis_append(struct ctx *ctx, struct office *office, const struct office_new *in)
{
    struct genesis genesis = { .name = in->name,
                               .code = in->code,
                               .zone = in->zone,
                               .head = in->head,
                               .admin = in->admin,
                               .former_log = in->former_log,
                               .former_size = in->former_size };
    memcpy(genesis.station, office->secrets->station.sign_public, 32);
    office->info.log = genesis_log(&genesis);
    office->info.practice = in->practice;
    struct entry_draft draft = { .kind = KIND_GENESIS, .who = &office->station };
    draft.plain = genesis_write(ctx->arena, &genesis);
    TRY(round_begin(ctx, office));
    enum err err = record_append(ctx, office, &draft, NULL);
    if (err == OK)
        return round_commit(ctx, office);
    round_abandon(office);
    return err;
}

static enum err create_in(struct ctx *ctx, struct office *office, const struct office_new *in,
                          office_fill fill, void *what)
{
    TRY(secrets_open(ctx, office));
    TRY(files_open(ctx, office));
    TRY(station_draw(ctx, office));
    station_ready(office);
    office->has_pen = true;
    TRY(genesis_append(ctx, office, in));
    if (fill != NULL)
        TRY(fill(ctx, office, what));
    db_checkpoint(office->keyring);
    db_checkpoint(office->log);
    return OK;
}

void office_remove(struct ctx *ctx, struct str dir)
{
    static const char *const names[] = { "log.db",      "log.db-wal",     "log.db-shm",
                                         "keyring.db",  "keyring.db-wal", "keyring.db-shm",
                                         "station.key", "reserve" };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        (void)unlink(path_in(ctx->arena, dir, names[i]).at);
    (void)rmdir(str_z(ctx->arena, dir));
}

enum err office_create(struct ctx *ctx, struct str dir, const struct office_new *in)
{
    return office_make(ctx, dir, in, NULL, NULL);
}

enum err office_make(struct ctx *ctx, struct str dir, const struct office_new *in, office_fill fill,
                     void *what)
{
    int offset;
    if (!zone_offset(in->zone, &offset))
        return ctx_fail_at(ctx, ERR_INVALID, "office.zone", in->zone);
    if (!fact_text_ok(in->name) || !fact_text_ok(in->code) || in->code.n == 0)
        return ctx_fail_at(ctx, ERR_INVALID, "office.name", in->code);
    if (access(str_z(ctx->arena, dir), F_OK) == 0)
        return ctx_fail_at(ctx, ERR_CONFLICT, "store.exists", dir);
    /* Whole or not at all: it gets its name when the first entry is on the disk. */
    struct str unfinished =
        str_format(ctx->arena, "%.*s.unfinished-%ld", STR_ARG(dir), (long)getpid());
    if (mkdir(unfinished.at, 0700) != 0)
        return ctx_fail_at(ctx, ERR_STORE, "store.write", dir);
    struct office *office = office_new(unfinished, OFFICE_WRITE);
    enum err err = create_in(ctx, office, in, fill, what);
    office_drop(office);
    if (err == OK && rename(unfinished.at, str_z(ctx->arena, dir)) != 0)
        err = ctx_fail_at(ctx, ERR_STORE, "store.write", dir);
    if (err != OK)
        office_remove(ctx, unfinished);
    return err;
}

/* What the genesis says, and which log is ours: the one of the station's key; for a reader without
 * that key the log whose genesis nobody else goes on from. */
static enum err info_read(struct ctx *ctx, struct office *office)
{
    const struct genesis *genesis = &office->directory->genesis[0];
    office->info.name = str_copy(office->keep, genesis->name);
    office->info.code = str_copy(office->keep, genesis->code);
    office->info.zone = str_copy(office->keep, genesis->zone);
    if (!zone_offset(office->info.zone, &office->info.offset_min))
        return ctx_fail_at(ctx, ERR_STORE, "office.zone", office->info.zone);
    return OK;
}

static enum err own_log(struct ctx *ctx, struct office *office)
{
    struct q_entry_at_in in = { 1 };
    struct q_entry_at_row row;
    if (office->secrets != NULL) {
        struct genesis genesis = { 0 };
        memcpy(genesis.station, office->secrets->station.sign_public, 32);
        office->info.log = genesis_log(&genesis);
        return OK;
    }
    TRY(q_entry_at(ctx, office->log, &in, &row)); /* restore writes its genesis first */
    office->info.log = row.log;
    return OK;
}

enum err office_directory(struct ctx *ctx, struct office *office)
{
    struct entries entries, orders, both;
    struct id none = { { 0 } };
    TRY(entries_of(ctx, office, none, KIND_GENESIS, KIND_SETTING, &entries));
    TRY(entries_of(ctx, office, none, KIND_ERASURE, KIND_HOLD, &orders));
    both.count = entries.count + orders.count;
    both.at = arena_array(ctx->arena, struct entry, both.count + 1);
    for (size_t i = 0, a = 0, b = 0; i < both.count; i++) {
        bool first =
            b == orders.count ||
            (a < entries.count && entry_order(&entries.at[a].envelope, &orders.at[b].envelope) < 0);
        both.at[i] = first ? entries.at[a++] : orders.at[b++];
    }
    struct arena *arena = arena_open(OFFICE_ARENA_BYTES);
    /* Bodies outlive the request that reads them. */
    for (size_t i = 0; i < both.count; i++)
        for (size_t p = 0; p < both.at[i].body.count; p++)
            both.at[i].body.parts[p].content = str_copy(arena, both.at[i].body.parts[p].content);
    struct directory *directory = NULL;
    enum err err = directory_read(ctx, arena, office->info.log, &both, &directory);
    if (err != OK) {
        arena_close(arena);
        return err;
    }
    if (office->directory != NULL)
        arena_close(office->directory->arena);
    office->directory = directory;
    for (size_t i = 0; office->open && i < directory->officer_count; i++) {
        struct officer *officer = (struct officer *)(uintptr_t)directory->officers[i];
        if (!office_opens(arena, office, officer->certificate.name, &officer->name))
            officer->name = STR("");
    }
    return OK;
}

/* Boxes whose entry never reached the log.  All are looked at: a failed round may have
 * left some below those of later rounds. */
static enum err boxes_sweep(struct ctx *ctx, struct office *office)
{
    struct q_boxes_newest_in in = { .position = INT64_MAX, .rows_max = PAGE_ROWS };
    struct q_boxes_newest_rows rows;
    do {
        struct ctx page = office_ctx(office, ctx->now_ms);
        if (q_boxes_newest(&page, office->keyring, &in, &rows) != OK)
            return ctx_fail(ctx, ERR_STORE, "store.damaged");
        for (size_t i = 0; i < rows.count; i++) {
            struct q_entry_known_in by = { rows.at[i].entry };
            struct q_entry_known_row row;
            struct q_box_drop_in drop = { rows.at[i].entry };
            enum err err = q_entry_known(&page, office->log, &by, &row);
            in.position = rows.at[i].position;
            if (err == ERR_MISSING)
                err = q_box_drop(&page, office->keyring, &drop);
            if (err != OK)
                return ctx_fail(ctx, ERR_STORE, "store.damaged");
        }
    } while (rows.count == PAGE_ROWS);
    return OK;
}

static enum err open_in(struct ctx *ctx, struct office *office)
{
    TRY(files_open(ctx, office));
    if (office->mode == OFFICE_WRITE) {
        TRY(secrets_open(ctx, office));
        TRY(station_load(ctx, office));
        station_ready(office);
        reserve_open(ctx, office);
    }
    TRY(own_log(ctx, office));
    TRY(pen_recover(ctx, office));
    if (office->mode == OFFICE_WRITE)
        TRY(boxes_sweep(ctx, office));
    TRY(office_directory(ctx, office));
    TRY(info_read(ctx, office));
    if (office->mode != OFFICE_WRITE)
        return OK;
    TRY(round_begin(ctx, office));
    enum err err = erasures_execute(ctx, office);
    if (err == OK)
        return round_commit(ctx, office);
    round_abandon(office);
    return err;
}

/* SQLite would make a missing file anew, and an empty one is a new one to it. */
static enum err files_there(struct ctx *ctx, struct str dir)
{
    static const char *const names[] = { "log.db", "keyring.db" };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct str path = path_in(ctx->arena, dir, names[i]);
        struct stat about;
        if (stat(path.at, &about) != 0)
            return ctx_fail_at(ctx, ERR_MISSING, "store.missing", path);
        if (about.st_size == 0)
            return ctx_fail_at(ctx, ERR_STORE, "store.damaged", path);
    }
    return OK;
}

enum err office_open(struct ctx *ctx, struct str dir, enum office_mode mode, struct office **out)
{
    *out = NULL;
    TRY(files_there(ctx, dir));
    struct office *office = office_new(dir, mode);
    enum err err = mode == OFFICE_WRITE ? folder_lock(ctx, office) : OK;
    if (err == OK)
        err = open_in(ctx, office);
    if (err != OK) {
        ctx->why.at = str_copy(ctx->arena, ctx->why.at);
        office_drop(office);
        return err;
    }
    *out = office;
    return OK;
}

enum err bare_open(struct ctx *ctx, struct str path, struct office **out, bool *keyring)
{
    struct stat about;
    *out = NULL;
    if (stat(str_z(ctx->arena, path), &about) != 0)
        return ctx_fail_at(ctx, ERR_MISSING, "store.missing", path);
    bool folder = S_ISDIR(about.st_mode);
    struct office *office = office_new(path, OFFICE_READ);
    struct str log = folder ? path_in(ctx->arena, path, "log.db") : path;
    struct str keys = folder ? path_in(ctx->arena, path, "keyring.db") : STR("");
    *keyring = folder && access(str_z(ctx->arena, keys), F_OK) == 0;
    enum err err = db_open(ctx, office->keep, log, DB_READ, &log_schema, &office->log);
    if (err == OK)
        err = db_open(ctx, office->keep, keys, *keyring ? DB_READ : DB_MEMORY, &keyring_schema,
                      &office->keyring);
    if (err != OK) {
        ctx->why.at = str_copy(ctx->arena, ctx->why.at);
        office_drop(office);
        return err;
    }
    *out = office;
    return OK;
}

void office_drop(struct office *office)
{
    if (office == NULL)
        return;
    db_close(office->tables);
    db_close(office->log);
    db_close(office->keyring);
    if (office->directory != NULL)
        arena_close(office->directory->arena);
    secret_close(office->secret);
    secret_close(office->work);
    if (office->reserve >= 0)
        close(office->reserve);
    if (office->lock >= 0)
        close(office->lock); /* and with it the lock */
    boxes_close(office);
    arena_close(office->scratch);
    arena_close(office->keep);
}

static enum err farewell(struct ctx *ctx, struct office *office)
{
    TRY(round_begin(ctx, office));
    TRY(q_sessions_drop_all(ctx, office->keyring));
    TRY(pen_note(ctx, office));
    if (office->open)
        TRY(tables_snapshot(ctx, office));
    return round_commit(ctx, office);
}

void office_close(struct ctx *ctx, struct office *office)
{
    if (office == NULL)
        return;
    if (round_is_open(office))
        round_abandon(office);
    if (office->mode == OFFICE_WRITE) {
        if (farewell(ctx, office) != OK && round_is_open(office))
            round_abandon(office);
        db_checkpoint(office->keyring);
        db_checkpoint(office->log);
    }
    office_drop(office);
}

bool office_is_open(const struct office *office)
{
    return office->open;
}

const struct office_info *office_info(const struct office *office)
{
    return &office->info;
}

const struct actor *office_station(const struct office *office)
{
    must(office->secrets != NULL);
    return &office->station;
}

struct key office_station_key(const struct office *office, struct str purpose)
{
    must(office->secrets != NULL);
    struct key key;
    derive(key.at, sizeof key.at, office->secrets->seed, SEED_BYTES, purpose.at, purpose.n);
    return key;
}
