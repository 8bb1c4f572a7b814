#include "../unit.h"

#include "wire/frame.h"

static void a_head_comes_back_as_it_was_written(void **state)
{
    (void)state;
    unsigned char head[FRAME_HEAD_BYTES];
    struct frame in = { FRAME_REPLY_HEAD, FRAME_MORE, 0x1122334455667788, { "abc", 3 } }, out;
    frame_head_write(&in, head);
    assert_int_equal(frame_head_read(head, &out), OK);
    assert_int_equal(out.type, in.type);
    assert_int_equal(out.flags, in.flags);
    assert_int_equal(out.request, in.request);
    assert_int_equal(out.body.n, 3);
}

static enum err head_read(uint32_t length, uint16_t type, uint16_t flags)
{
    unsigned char head[FRAME_HEAD_BYTES] = { 0 };
    struct frame out;
    put_u32(head, length);
    put_u16(head + 4, type);
    put_u16(head + 6, flags);
    return frame_head_read(head, &out);
}

static void a_body_over_the_limit_is_refused(void **state)
{
    (void)state;
    assert_int_equal(head_read(FRAME_BODY_BYTES_MAX, FRAME_REQUEST, 0), OK);
    assert_int_equal(head_read(FRAME_BODY_BYTES_MAX + 1, FRAME_REQUEST, 0), ERR_INVALID);
    assert_int_equal(head_read(UINT32_MAX, FRAME_REQUEST, 0), ERR_INVALID);
}

static void unknown_types_and_flags_are_refused(void **state)
{
    (void)state;
    assert_int_equal(head_read(0, 0, 0), ERR_INVALID);
    assert_int_equal(head_read(0, FRAME_TYPES, 0), ERR_INVALID);
    assert_int_equal(head_read(0, FRAME_WAKE, 4), ERR_INVALID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_head_comes_back_as_it_was_written),
        cmocka_unit_test(a_body_over_the_limit_is_refused),
        cmocka_unit_test(unknown_types_and_flags_are_refused),
    };
    unit_begin();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
