fn w(k:*mut:io_uring_cmd{if..&J{}}
