/* The program `teduh-gate`: HTTP and TLS, no keys and no files of an office. */
#include "base/base.h"

int main(void)
{
    (void)fprintf(stderr, "teduh-gate is started by teduh\n");
    return 2;
}
