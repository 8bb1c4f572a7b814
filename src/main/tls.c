#define _GNU_SOURCE /* getifaddrs */
#include "main/tls.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <ifaddrs.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    AUTHORITY_DAYS = 3650,
    SERVER_DAYS = 397, /* browsers refuse more */
    RENEW_DAYS = 30,
    BACKDATE_S = 3600, /* clocks of phones run a little late */
    SERIAL_BYTES = 16,
    FILE_BYTES_MAX = 64 << 10,
    NAMES_MAX = 32,
    DAY_S = 86400,
};

/* What is opened while certificates are made; closed at one place. */
struct maker {
    struct ctx *ctx;
    struct str dir;
    int64_t now_s;
    gnutls_x509_crt_t authority, server;
    gnutls_x509_privkey_t authority_key, server_key;
};

/* ---- files ---- */

static const char *tls_path(const struct maker *m, const char *name)
{
    return str_format(m->ctx->arena, "%.*s/tls/%s", STR_ARG(m->dir), name).at;
}

static bool file_read(const struct maker *m, const char *name, struct str *out)
{
    int fd = open(tls_path(m, name), O_RDONLY | O_CLOEXEC);
    char *at = arena_alloc(m->ctx->arena, FILE_BYTES_MAX);
    ssize_t n = fd < 0 ? -1 : read(fd, at, FILE_BYTES_MAX);
    if (fd >= 0)
        (void)close(fd);
    *out = (struct str){ at, n > 0 ? (size_t)n : 0 };
    return n > 0 && n < FILE_BYTES_MAX;
}

/* Whole or not at all: a new file takes the place of the old one. */
static enum err file_write(const struct maker *m, const char *name, mode_t mode, struct str text)
{
    const char *path = tls_path(m, name), *fresh = tls_path(m, "new");
    (void)unlink(fresh);
    int fd = open(fresh, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    bool good = fd >= 0 && fchmod(fd, mode) == 0 && write(fd, text.at, text.n) == (ssize_t)text.n &&
                fsync(fd) == 0;
    if (fd >= 0)
        (void)close(fd);
    if (good && rename(fresh, path) == 0)
        return OK;
    return ctx_fail_at(m->ctx, ERR_STORE, "tls.write", str_of(path));
}

static enum err made(const struct maker *m, int code)
{
    if (code >= 0)
        return OK;
    return ctx_fail_at(m->ctx, ERR_STORE, "tls.make", str_of(gnutls_strerror(code)));
}

static gnutls_datum_t datum(struct str s)
{
    union {
        const char *given;
        unsigned char *wanted;
    } at = { s.at };
    return (gnutls_datum_t){ at.wanted, (unsigned)s.n };
}

static struct str keep(const struct maker *m, gnutls_datum_t *text)
{
    struct str kept = str_copy(m->ctx->arena, (struct str){ (const char *)text->data, text->size });
    explicit_bzero(text->data, text->size);
    gnutls_free(text->data);
    return kept;
}

static enum err pair_write(const struct maker *m, const char *crt_name, const char *key_name,
                           gnutls_x509_crt_t crt, gnutls_x509_privkey_t key)
{
    gnutls_datum_t crt_text, key_text;
    TRY(made(m, gnutls_x509_crt_export2(crt, GNUTLS_X509_FMT_PEM, &crt_text)));
    struct str crt_pem = keep(m, &crt_text);
    TRY(made(m, gnutls_x509_privkey_export2_pkcs8(key, GNUTLS_X509_FMT_PEM, NULL, GNUTLS_PKCS_PLAIN,
                                                  &key_text)));
    struct str key_pem = keep(m, &key_text);
    /* The key first: a certificate without its key would look finished. */
    TRY(file_write(m, key_name, 0600, key_pem));
    return file_write(m, crt_name, 0644, crt_pem);
}

static bool pair_read(const struct maker *m, const char *crt_name, const char *key_name,
                      gnutls_x509_crt_t crt, gnutls_x509_privkey_t key)
{
    struct str crt_pem, key_pem;
    if (!file_read(m, crt_name, &crt_pem) || !file_read(m, key_name, &key_pem))
        return false;
    gnutls_datum_t crt_text = datum(crt_pem), key_text = datum(key_pem);
    return gnutls_x509_crt_import(crt, &crt_text, GNUTLS_X509_FMT_PEM) == 0 &&
           gnutls_x509_privkey_import2(key, &key_text, GNUTLS_X509_FMT_PEM, NULL, 0) == 0;
}

/* ---- names ---- */

struct names {
    struct str dns[2];
    unsigned char ip[NAMES_MAX][16];
    unsigned ip_n[NAMES_MAX]; /* 4 or 16 bytes */
    unsigned ips, dnss;
};

static void ip_add(struct names *names, const void *at, unsigned n)
{
    if (names->ips == NAMES_MAX)
        return;
    memcpy(names->ip[names->ips], at, n);
    names->ip_n[names->ips++] = n;
}

static void address_add(struct names *names, const struct sockaddr *address)
{
    if (address == NULL)
        return;
    if (address->sa_family == AF_INET) {
        struct sockaddr_in v4;
        memcpy(&v4, address, sizeof v4);
        ip_add(names, &v4.sin_addr, 4);
    } else if (address->sa_family == AF_INET6) {
        struct sockaddr_in6 v6;
        memcpy(&v6, address, sizeof v6);
        if (!IN6_IS_ADDR_LINKLOCAL(&v6.sin6_addr))
            ip_add(names, &v6.sin6_addr, 16);
    }
}

/* This machine as others call it: its name, its name on a small network, its addresses. */
static void names_of_machine(struct ctx *ctx, struct names *names)
{
    char name[256] = { 0 };
    struct ifaddrs *all = NULL;
    *names = (struct names){ 0 };
    if (gethostname(name, sizeof name - 1) == 0 && name[0] != '\0') {
        struct str rest, first = str_cut(str_copy(ctx->arena, str_of(name)), '.', &rest);
        names->dns[names->dnss++] = str_lower(ctx->arena, str_of(name));
        names->dns[names->dnss++] = str_format(ctx->arena, "%.*s.local", STR_ARG(first));
    }
    if (getifaddrs(&all) == 0) {
        for (struct ifaddrs *one = all; one != NULL; one = one->ifa_next)
            address_add(names, one->ifa_addr);
        freeifaddrs(all);
    }
}

static enum err names_put(const struct maker *m, const struct names *names, gnutls_x509_crt_t crt)
{
    for (unsigned i = 0; i < names->dnss; i++)
        TRY(made(m, gnutls_x509_crt_set_subject_alt_name(crt, GNUTLS_SAN_DNSNAME, names->dns[i].at,
                                                         (unsigned)names->dns[i].n,
                                                         GNUTLS_FSAN_APPEND)));
    for (unsigned i = 0; i < names->ips; i++)
        TRY(made(m, gnutls_x509_crt_set_subject_alt_name(crt, GNUTLS_SAN_IPADDRESS, names->ip[i],
                                                         names->ip_n[i], GNUTLS_FSAN_APPEND)));
    return OK;
}

/* True when the certificate speaks for every name and address of this machine. */
static bool names_covered(struct arena *arena, const struct names *names, gnutls_x509_crt_t crt)
{
    for (unsigned i = 0; i < names->dnss; i++)
        if (gnutls_x509_crt_check_hostname(crt, str_z(arena, names->dns[i])) == 0)
            return false;
    for (unsigned i = 0; i < names->ips; i++)
        if (gnutls_x509_crt_check_ip(crt, names->ip[i], names->ip_n[i], 0) == 0)
            return false;
    return true;
}

/* ---- certificates ---- */

static enum err crt_begin(const struct maker *m, gnutls_x509_crt_t crt, gnutls_x509_privkey_t key,
                          const char *common_name, int days)
{
    struct id serial = id_random();
    serial.at[0] &= 0x7f; /* positive in every reader */
    time_t from = (time_t)(m->now_s - BACKDATE_S);
    TRY(made(m, gnutls_x509_privkey_generate(key, GNUTLS_PK_ECDSA,
                                             GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1), 0)));
    TRY(made(m, gnutls_x509_crt_set_version(crt, 3)));
    TRY(made(m, gnutls_x509_crt_set_serial(crt, serial.at, SERIAL_BYTES)));
    TRY(made(m, gnutls_x509_crt_set_activation_time(crt, from)));
    TRY(made(m, gnutls_x509_crt_set_expiration_time(crt, from + (time_t)days * DAY_S)));
    TRY(made(m, gnutls_x509_crt_set_dn_by_oid(crt, GNUTLS_OID_X520_COMMON_NAME, 0, common_name,
                                              (unsigned)strlen(common_name))));
    return made(m, gnutls_x509_crt_set_key(crt, key));
}

static enum err key_id_put(const struct maker *m, gnutls_x509_crt_t crt, gnutls_x509_crt_t signer)
{
    unsigned char id[64];
    size_t n = sizeof id;
    TRY(made(m, gnutls_x509_crt_get_key_id(crt, 0, id, &n)));
    TRY(made(m, gnutls_x509_crt_set_subject_key_id(crt, id, n)));
    n = sizeof id;
    TRY(made(m, gnutls_x509_crt_get_key_id(signer, 0, id, &n)));
    return made(m, gnutls_x509_crt_set_authority_key_id(crt, id, n));
}

/* Private and loopback networks as address and mask, then .local and this machine's name. */
static enum err constraints_put(const struct maker *m, const struct names *names)
{
    static const unsigned char nets[][8] = {
        { 10, 0, 0, 0, 255, 0, 0, 0 },      { 172, 16, 0, 0, 255, 240, 0, 0 },
        { 192, 168, 0, 0, 255, 255, 0, 0 }, { 169, 254, 0, 0, 255, 255, 0, 0 },
        { 127, 0, 0, 0, 255, 0, 0, 0 },
    };
    unsigned char v6[2][32] = { { 0xfc, [16] = 0xfe }, { [15] = 1 } };
    memset(v6[1] + 16, 0xff, 16);
    gnutls_x509_name_constraints_t c;
    TRY(made(m, gnutls_x509_name_constraints_init(&c)));
    int code = 0;
    for (size_t i = 0; i < sizeof nets / sizeof *nets && code >= 0; i++) {
        gnutls_datum_t net = datum((struct str){ (const char *)nets[i], sizeof nets[i] });
        code = gnutls_x509_name_constraints_add_permitted(c, GNUTLS_SAN_IPADDRESS, &net);
    }
    for (size_t i = 0; i < 2 && code >= 0; i++) {
        gnutls_datum_t net = datum((struct str){ (const char *)v6[i], sizeof v6[i] });
        code = gnutls_x509_name_constraints_add_permitted(c, GNUTLS_SAN_IPADDRESS, &net);
    }
    gnutls_datum_t local = datum(STR("local"));
    if (code >= 0)
        code = gnutls_x509_name_constraints_add_permitted(c, GNUTLS_SAN_DNSNAME, &local);
    for (unsigned i = 0; i < names->dnss && code >= 0; i++) {
        gnutls_datum_t name = datum(names->dns[i]);
        code = gnutls_x509_name_constraints_add_permitted(c, GNUTLS_SAN_DNSNAME, &name);
    }
    if (code >= 0)
        code = gnutls_x509_crt_set_name_constraints(m->authority, c, 1);
    gnutls_x509_name_constraints_deinit(c);
    return made(m, code);
}

static enum err authority_make(const struct maker *m, const struct names *names)
{
    gnutls_x509_crt_t crt = m->authority;
    const char *name = names->dnss > 0
                           ? str_format(m->ctx->arena, "Teduh %.*s", STR_ARG(names->dns[0])).at
                           : "Teduh";
    TRY(crt_begin(m, crt, m->authority_key, name, AUTHORITY_DAYS));
    TRY(made(m, gnutls_x509_crt_set_basic_constraints(crt, 1, 0)));
    TRY(made(m, gnutls_x509_crt_set_key_usage(crt, GNUTLS_KEY_KEY_CERT_SIGN)));
    TRY(constraints_put(m, names));
    TRY(key_id_put(m, crt, crt));
    TRY(made(m, gnutls_x509_crt_sign2(crt, crt, m->authority_key, GNUTLS_DIG_SHA256, 0)));
    return pair_write(m, "authority.pem", "authority.key", crt, m->authority_key);
}

static enum err server_make(const struct maker *m, const struct names *names)
{
    gnutls_x509_crt_t crt = m->server;
    const char *name = names->dnss > 0 ? str_z(m->ctx->arena, names->dns[0]) : "teduh";
    TRY(crt_begin(m, crt, m->server_key, name, SERVER_DAYS));
    TRY(names_put(m, names, crt));
    TRY(made(m, gnutls_x509_crt_set_basic_constraints(crt, 0, -1)));
    TRY(made(m, gnutls_x509_crt_set_key_usage(crt, GNUTLS_KEY_DIGITAL_SIGNATURE)));
    TRY(made(m, gnutls_x509_crt_set_key_purpose_oid(crt, GNUTLS_KP_TLS_WWW_SERVER, 0)));
    TRY(key_id_put(m, crt, m->authority));
    TRY(made(m, gnutls_x509_crt_sign2(crt, m->authority, m->authority_key, GNUTLS_DIG_SHA256, 0)));
    return pair_write(m, "server.pem", "server.key", crt, m->server_key);
}

static bool server_good(const struct maker *m, const struct names *names)
{
    gnutls_x509_crt_t crt = m->server;
    unsigned status = 0;
    return pair_read(m, "server.pem", "server.key", crt, m->server_key) &&
           gnutls_x509_crt_get_expiration_time(crt) >
               (time_t)(m->now_s + (int64_t)RENEW_DAYS * DAY_S) &&
           gnutls_x509_crt_check_issuer(crt, m->authority) == 1 &&
           gnutls_x509_crt_verify(crt, &m->authority, 1, 0, &status) == 0 &&
           (status & (unsigned)~(GNUTLS_CERT_NOT_ACTIVATED | GNUTLS_CERT_EXPIRED)) == 0 &&
           names_covered(m->ctx->arena, names, crt);
}

/* Keeps what the authority may vouch for: a machine may have been renamed, or have an address of
 * the world, for which certificates come from elsewhere (--cert). */
static enum err names_permit(const struct maker *m, struct names *names)
{
    gnutls_x509_name_constraints_t c;
    struct names kept = { 0 };
    unsigned critical;
    TRY(made(m, gnutls_x509_name_constraints_init(&c)));
    int code = gnutls_x509_crt_get_name_constraints(m->authority, c, 0, &critical);
    for (unsigned i = 0; i < names->dnss && code >= 0; i++) {
        gnutls_datum_t name = datum(names->dns[i]);
        if (gnutls_x509_name_constraints_check(c, GNUTLS_SAN_DNSNAME, &name) != 0)
            kept.dns[kept.dnss++] = names->dns[i];
    }
    for (unsigned i = 0; i < names->ips && code >= 0; i++) {
        gnutls_datum_t ip = datum((struct str){ (const char *)names->ip[i], names->ip_n[i] });
        if (gnutls_x509_name_constraints_check(c, GNUTLS_SAN_IPADDRESS, &ip) != 0)
            ip_add(&kept, names->ip[i], names->ip_n[i]);
    }
    gnutls_x509_name_constraints_deinit(c);
    *names = kept;
    return made(m, code);
}

static enum err maker_run(struct maker *m, struct str *pem)
{
    struct names names;
    struct str key, server, authority;
    (void)mkdir(tls_path(m, ""), 0700);
    names_of_machine(m->ctx, &names);
    if (!pair_read(m, "authority.pem", "authority.key", m->authority, m->authority_key))
        TRY(authority_make(m, &names));
    TRY(names_permit(m, &names));
    if (!server_good(m, &names)) {
        /* A half-read certificate is not written over. */
        gnutls_x509_crt_deinit(m->server);
        gnutls_x509_privkey_deinit(m->server_key);
        must(gnutls_x509_crt_init(&m->server) == 0 &&
             gnutls_x509_privkey_init(&m->server_key) == 0);
        TRY(server_make(m, &names));
    }
    if (!file_read(m, "server.key", &key) || !file_read(m, "server.pem", &server) ||
        !file_read(m, "authority.pem", &authority))
        return ctx_fail_at(m->ctx, ERR_STORE, "tls.write", m->dir);
    *pem = str_join(m->ctx->arena, str_join(m->ctx->arena, key, server), authority);
    return OK;
}

enum err tls_lan(struct ctx *ctx, struct str dir, int64_t machine_ms, struct str *pem)
{
    struct maker m = { .ctx = ctx, .dir = dir, .now_s = machine_ms / 1000 };
    must(gnutls_x509_crt_init(&m.authority) == 0 && gnutls_x509_crt_init(&m.server) == 0 &&
         gnutls_x509_privkey_init(&m.authority_key) == 0 &&
         gnutls_x509_privkey_init(&m.server_key) == 0);
    enum err err = maker_run(&m, pem);
    gnutls_x509_crt_deinit(m.authority);
    gnutls_x509_crt_deinit(m.server);
    gnutls_x509_privkey_deinit(m.authority_key);
    gnutls_x509_privkey_deinit(m.server_key);
    return err;
}

enum err tls_fingerprint(struct ctx *ctx, struct str dir, struct str *out)
{
    struct maker m = { .ctx = ctx, .dir = dir };
    struct str pem;
    unsigned char hash[32];
    size_t n = sizeof hash;
    must(gnutls_x509_crt_init(&m.authority) == 0);
    bool good = file_read(&m, "authority.pem", &pem);
    gnutls_datum_t text = datum(pem);
    good = good && gnutls_x509_crt_import(m.authority, &text, GNUTLS_X509_FMT_PEM) == 0 &&
           gnutls_x509_crt_get_fingerprint(m.authority, GNUTLS_DIG_SHA256, hash, &n) == 0;
    gnutls_x509_crt_deinit(m.authority);
    if (!good)
        return ctx_fail_at(ctx, ERR_MISSING, "tls.none", dir);
    struct buf hex = buf_open(ctx->arena, 3 * sizeof hash);
    for (size_t i = 0; i < n; i++)
        buf_format(&hex, i > 0 ? ":%02X" : "%02X", hash[i]);
    *out = buf_str(&hex);
    return OK;
}
