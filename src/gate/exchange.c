#include "gate/exchange.h"

struct exchange *exchange_take(struct exchanges *all, struct live *live)
{
    struct exchange *exchange = all->free;
    if (exchange != NULL) {
        all->free = exchange->next;
        all->free_count--;
    } else {
        exchange = arena_new(all->arena, struct exchange);
    }
    struct arena *arena = exchange->arena;
    if (arena == NULL)
        arena = arena_open(EXCHANGE_ARENA_BYTES);
    *exchange = (struct exchange){ .arena = arena,
                                   .live = live,
                                   .number = ++all->last_number,
                                   .body = buf_open(arena, REQUEST_BODY_BYTES_MAX),
                                   .answer = buf_open(arena, REPLY_BODY_BYTES_MAX) };
    return exchange;
}

void exchange_give(struct exchanges *all, struct exchange *exchange)
{
    must(exchange->state != EXCHANGE_PARKED);
    if (all->free_count < EXCHANGES_KEPT) {
        arena_reset(exchange->arena);
    } else {
        arena_close(exchange->arena);
        exchange->arena = NULL;
    }
    exchange->next = all->free;
    all->free = exchange;
    all->free_count++;
}

void exchange_park(struct exchanges *all, struct exchange *exchange, enum exchange_wait wait,
                   int64_t now_ms)
{
    must(exchange->state != EXCHANGE_PARKED && exchange->connection != NULL);
    exchange->state = EXCHANGE_PARKED;
    exchange->wait = wait;
    exchange->parked_ms = now_ms;
    live_move(exchange->live, LIVE_PARKED, now_ms);
    exchange->next = all->parked;
    all->parked = exchange;
    all->parked_count++;
}

void exchange_unpark(struct exchanges *all, struct exchange *exchange)
{
    struct exchange **at = &all->parked;
    while (*at != exchange) {
        must(*at != NULL);
        at = &(*at)->next;
    }
    *at = exchange->next;
    all->parked_count--;
    exchange->wait = WAIT_NOTHING;
    exchange->state = EXCHANGE_READY;
}

struct exchange *exchange_of(struct exchanges *all, uint64_t number)
{
    struct exchange *exchange = all->parked;
    while (exchange != NULL && exchange->number != number)
        exchange = exchange->next;
    return exchange;
}
