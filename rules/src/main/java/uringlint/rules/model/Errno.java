// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// The error numbers of the kernel (`include/uapi/asm-generic/errno*.h`, `include/linux/errno.h`).
public final class Errno {
    /// The result by which a handler keeps its command.
    public static final int EIOCBQUEUED = 529;
    /// How documentation calls it.
    public static final String QUEUED = "EIOCBQUEUED";
    /// The result by which a handler asks to be called again.
    public static final int EAGAIN = 11;

    /// The functions that give 0 or the negative number of an error.
    public static final Set<String> GIVERS = Set.of("PTR_ERR", "PTR_ERR_OR_ZERO", "blk_status_to_errno", "xa_err");

    /// The numbers that are internal to the kernel, and stay there.
    public static final Set<Long> INTERNAL = Set.of(512L, 513L, 514L, 515L, 516L, 524L, 530L);

    /// What the layers below `ioctl()` and `read()` make of the numbers, by name.
    public static final Map<String, String> FOR_USERS = Map.of(
            "ENOTSUPP", "EOPNOTSUPP",
            "ENOIOCTLCMD", "ENOTTY",
            "ERESTARTSYS", "EINTR",
            "ERESTARTNOINTR", "EINTR",
            "ERESTARTNOHAND", "EINTR");

    private static final String TABLE = """
            EPERM 1 ENOENT 2 ESRCH 3 EINTR 4 EIO 5 ENXIO 6 E2BIG 7 ENOEXEC 8 EBADF 9 ECHILD 10 EAGAIN 11 EWOULDBLOCK 11
            ENOMEM 12 EACCES 13 EFAULT 14 ENOTBLK 15 EBUSY 16 EEXIST 17 EXDEV 18 ENODEV 19 ENOTDIR 20 EISDIR 21 EINVAL 22
            ENFILE 23 EMFILE 24 ENOTTY 25 ETXTBSY 26 EFBIG 27 ENOSPC 28 ESPIPE 29 EROFS 30 EMLINK 31 EPIPE 32 EDOM 33
            ERANGE 34 EDEADLK 35 ENAMETOOLONG 36 ENOLCK 37 ENOSYS 38 ENOTEMPTY 39 ELOOP 40 ENOMSG 42 EIDRM 43 ENODATA 61
            ETIME 62 ENOSR 63 ENOLINK 67 ECOMM 70 EPROTO 71 EBADMSG 74 EOVERFLOW 75 EBADFD 77 EREMCHG 78 EILSEQ 84
            ERESTART 85 EUSERS 87 ENOTSOCK 88 EDESTADDRREQ 89 EMSGSIZE 90 EPROTOTYPE 91 ENOPROTOOPT 92 EPROTONOSUPPORT 93
            ESOCKTNOSUPPORT 94 EOPNOTSUPP 95 EPFNOSUPPORT 96 EAFNOSUPPORT 97 EADDRINUSE 98 EADDRNOTAVAIL 99 ENETDOWN 100
            ENETUNREACH 101 ENETRESET 102 ECONNABORTED 103 ECONNRESET 104 ENOBUFS 105 EISCONN 106 ENOTCONN 107 ESHUTDOWN 108
            ETIMEDOUT 110 ECONNREFUSED 111 EHOSTDOWN 112 EHOSTUNREACH 113 EALREADY 114 EINPROGRESS 115 ESTALE 116 EUCLEAN 117
            EREMOTEIO 121 EDQUOT 122 ENOMEDIUM 123 EMEDIUMTYPE 124 ECANCELED 125 ENOKEY 126 EKEYEXPIRED 127 EKEYREVOKED 128
            EKEYREJECTED 129 EOWNERDEAD 130 ENOTRECOVERABLE 131 ERESTARTSYS 512 ERESTARTNOINTR 513 ERESTARTNOHAND 514
            ENOIOCTLCMD 515 ERESTART_RESTARTBLOCK 516 EPROBE_DEFER 517 EOPENSTALE 518 ENOPARAM 519 EBADHANDLE 521 ENOTSYNC 522
            EBADCOOKIE 523 ENOTSUPP 524 ETOOSMALL 525 ESERVERFAULT 526 EBADTYPE 527 EJUKEBOX 528 EIOCBQUEUED 529 ERECALLCONFLICT 530
            ENOGRACE 531
            """;

    /// The numbers by name, without their sign.
    public static final Map<String, Long> NUMBERS = read();

    private Errno() {}

    private static Map<String, Long> read() {
        var numbers = new LinkedHashMap<String, Long>();
        String[] words = TABLE.strip().split("\\s+");
        for (int word = 0; word + 1 < words.length; word += 2) {
            numbers.put(words[word], Long.valueOf(words[word + 1]));
        }
        numbers.put("EIOCBRETRY", 530L);
        return java.util.Collections.unmodifiableMap(numbers);
    }

    /// The name of a number, or an empty string.
    public static String name(long number) {
        for (Map.Entry<String, Long> entry : NUMBERS.entrySet()) {
            if (entry.getValue() == number) {
                return entry.getKey();
            }
        }
        return "";
    }
}
