// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.watch.sources;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import uringlint.cli.mail.Mailbox;

/// A mailbox in one file that somebody else appends to. A position is how many bytes were read, and a few of the bytes before that.
public final class MboxFile implements Source {
    private static final int BLOCK = 8 << 20;
    private static final int LARGEST = 64 << 20;
    private static final int MARK = 16;

    private final Path file;

    /// The mailbox in a file.
    public MboxFile(Path file) {
        this.file = file;
    }

    @Override
    public void read(String position, Set<String> names, Taker taker) throws IOException {
        try (var in = new RandomAccessFile(file.toFile(), "r")) {
            long at = start(in, position);
            String remark = at == 0 && !position.isEmpty() ? file + " is not what it was; it is read again" : "";
            int size = BLOCK;
            while (at < in.length()) {
                byte[] block = bytes(in, at, size);
                boolean isEnd = at + block.length >= in.length();
                // What is not followed by another mail may still be written.
                int whole = isEnd && Mailbox.isWhole(block) ? block.length : Mailbox.end(block);
                if (whole == 0 && (isEnd || size >= LARGEST)) {
                    return;
                }
                if (whole == 0) {
                    size *= 2;
                    continue;
                }
                at = take(in, at, Arrays.copyOf(block, whole), remark, taker);
                remark = "";
                size = BLOCK;
            }
        }
    }

    private static long take(RandomAccessFile in, long at, byte[] whole, String remark, Taker taker) throws IOException {
        long now = System.currentTimeMillis() / 1000;
        var mails = new ArrayList<Incoming>();
        Mailbox.split(whole).forEach(mail -> mails.add(new Incoming(mail, now)));
        long behind = at + whole.length;
        taker.take(new Batch(mails, behind + " " + mark(in, behind), List.of(), List.of(), remark));
        return behind;
    }

    /// The position behind all that is there now.
    public String end() throws IOException {
        try (var in = new RandomAccessFile(file.toFile(), "r")) {
            return in.length() + " " + mark(in, in.length());
        }
    }

    /// Where to go on: at the start where the file is another one than before.
    private static long start(RandomAccessFile in, String position) throws IOException {
        String[] words = position.split(" ");
        if (words.length != 2 || !words[0].matches("\\d{1,18}")) {
            return 0;
        }
        long at = Long.parseLong(words[0]);
        return at <= in.length() && mark(in, at).equals(words[1]) ? at : 0;
    }

    private static String mark(RandomAccessFile in, long at) throws IOException {
        int length = (int) Math.min(MARK, at);
        return HexFormat.of().formatHex(bytes(in, at - length, length));
    }

    private static byte[] bytes(RandomAccessFile in, long at, int most) throws IOException {
        byte[] bytes = new byte[(int) Math.min(most, in.length() - at)];
        in.seek(at);
        in.readFully(bytes);
        return bytes;
    }
}
