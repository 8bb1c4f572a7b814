/* The program `teduh-press`: what is heavy or hostile, far from every key. */
#include "press/derive.h"

int main(int argc, char **argv)
{
    if (argc == 2 && str_eq(str_of(argv[1]), STR("derive")))
        return derive();
    (void)fprintf(stderr, "teduh-press is started by teduh\n");
    return 2;
}
