// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.serve;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;

/// What a server says, each with a byte for its kind and a number: so many bytes follow of standard output or standard error; it
/// wants up to so many of standard input, upon which a number and that many bytes come back, -1 for the end; it is busy; the
/// command ended with a status.
final class Wire {
    static final byte OUT = 'o';
    static final byte ERR = 'e';
    static final byte ASK = 'a';
    static final byte BUSY = 'b';
    static final byte END = 'x';

    /// What is asked of standard input at once, at most.
    static final int PIECE = 1 << 16;

    private Wire() {}

    static void say(byte kind, int number, DataOutputStream to) throws IOException {
        to.writeByte(kind);
        to.writeInt(number);
        to.flush();
    }

    /// A stream to who asked.
    static OutputStream output(byte kind, DataOutputStream to) {
        return new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int start, int length) throws IOException {
                // Both streams go the same way, one piece at a time.
                synchronized (to) {
                    to.writeByte(kind);
                    to.writeInt(length);
                    to.write(bytes, start, length);
                    to.flush();
                }
            }
        };
    }

    /// The standard input of who asked. Nothing of it is taken that the command does not read.
    static InputStream input(DataInputStream from, DataOutputStream to) {
        return new InputStream() {
            private boolean isAtEnd;

            @Override
            public int read() throws IOException {
                var one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int start, int length) throws IOException {
                Objects.checkFromIndexSize(start, length, bytes.length);
                if (isAtEnd || length == 0) {
                    return length == 0 ? 0 : -1;
                }
                int most = Math.min(length, PIECE);
                synchronized (to) {
                    say(ASK, most, to);
                }
                int came = from.readInt();
                isAtEnd = came < 0;
                if (came > most) {
                    throw new IOException("more came than was asked for");
                }
                from.readFully(bytes, start, Math.max(0, came));
                return came;
            }
        };
    }
}
