#include "wire/frame.h"

void frame_head_write(const struct frame *frame, unsigned char head[FRAME_HEAD_BYTES])
{
    must(frame->body.n <= FRAME_BODY_BYTES_MAX);
    put_u32(head, (uint32_t)frame->body.n);
    put_u16(head + 4, (uint16_t)frame->type);
    put_u16(head + 6, (uint16_t)frame->flags);
    put_u64(head + 8, frame->request);
}

enum err frame_head_read(const unsigned char head[FRAME_HEAD_BYTES], struct frame *frame)
{
    uint32_t length = get_u32(head);
    unsigned type = get_u16(head + 4), flags = get_u16(head + 6);
    if (length > FRAME_BODY_BYTES_MAX || type == 0 || type >= FRAME_TYPES || (flags & ~3U) != 0)
        return ERR_INVALID;
    *frame = (struct frame){ (enum frame_type)type, flags, get_u64(head + 8), { NULL, length } };
    return OK;
}
