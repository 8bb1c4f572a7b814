#include "main/derivations.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

/* As press/derive.h reads it. */
enum { JOB_HEAD_BYTES = 4 + 4 + KDF_SALT_BYTES + 2 };

bool kdf_job_send(int fd, const struct kdf_job *job)
{
    unsigned char bytes[JOB_HEAD_BYTES + KDF_PASSWORD_BYTES_MAX];
    size_t n = JOB_HEAD_BYTES + job->password.n;
    put_u32(bytes, job->ops);
    put_u32(bytes + 4, job->mem_kib);
    memcpy(bytes + 8, job->salt, KDF_SALT_BYTES);
    put_u16(bytes + 8 + KDF_SALT_BYTES, (uint16_t)job->password.n);
    if (job->password.n > 0)
        memcpy(bytes + JOB_HEAD_BYTES, job->password.at, job->password.n);
    bool sent = send(fd, bytes, n, MSG_NOSIGNAL) == (ssize_t)n && shutdown(fd, SHUT_WR) == 0;
    explicit_bzero(bytes, sizeof bytes);
    return sent;
}

enum err derivation_begin(struct derivations *all, struct line *control, const struct kdf_job *job,
                          struct work *owner)
{
    int fd[2];
    if (all->count == DERIVATIONS_MAX || job->password.n > KDF_PASSWORD_BYTES_MAX ||
        socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fd) != 0)
        return ERR_BUSY;
    struct frame frame = { .type = FRAME_DERIVE };
    if (!kdf_job_send(fd[0], job)) {
        (void)close(fd[0]);
        (void)close(fd[1]);
        return ERR_BUSY;
    }
    if (line_put_socket(control, &frame, fd[1]) != OK) {
        (void)close(fd[0]);
        return ERR_BUSY;
    }
    (void)fcntl(fd[0], F_SETFL, O_NONBLOCK);
    all->at[all->count++] = (struct derivation){ .fd = fd[0], .owner = owner };
    return OK;
}

enum err derivation_read(struct derivation *derivation)
{
    ssize_t got = recv(derivation->fd, derivation->key + derivation->n,
                       sizeof derivation->key - derivation->n, MSG_DONTWAIT);
    if (got < 0)
        return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR ? ERR_BUSY : ERR_STORE;
    derivation->n += (size_t)got;
    if (derivation->n == sizeof derivation->key)
        return OK;
    return got == 0 ? ERR_STORE : ERR_BUSY;
}

void derivation_drop(struct derivations *all, size_t i)
{
    must(i < all->count);
    (void)close(all->at[i].fd);
    explicit_bzero(&all->at[i], sizeof all->at[i]);
    all->at[i] = all->at[--all->count];
}
