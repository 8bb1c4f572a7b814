-- One line of 600 bytes a request, for bench/spine.
wrk.method = "POST"
wrk.body = string.rep("x", 600)
