// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.serve;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;

/// Who has a command run by a server.
public final class Client {
    private Client() {}

    /// What came of asking.
    public sealed interface Answer {
        /// The command ran and ended with a status.
        record Status(int status) implements Answer {}

        /// Nobody was there, or he was busy: nothing was read or written.
        record Nobody() implements Answer {}

        /// The server went away in the middle.
        record Broken() implements Answer {}
    }

    /// Asks the server that waits at a place to run a command. Standard input is read as far as the command reads it.
    public static Answer ask(Meeting place, Request request, InputStream in, PrintStream out, PrintStream err) {
        boolean isBegun = false;
        try (var channel = SocketChannel.open(place.address())) {
            var from = new DataInputStream(Channels.newInputStream(channel));
            var to = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel), Wire.PIECE));
            request.write(to);
            to.flush();
            while (true) {
                byte kind = from.readByte();
                int number = from.readInt();
                isBegun |= kind != Wire.BUSY;
                switch (kind) {
                    case Wire.OUT -> copy(number, from, out);
                    case Wire.ERR -> copy(number, from, err);
                    case Wire.ASK -> {
                        byte[] bytes = new byte[Math.clamp(number, 1, Wire.PIECE)];
                        int came = in.read(bytes);
                        to.writeInt(came);
                        to.write(bytes, 0, Math.max(0, came));
                        to.flush();
                    }
                    case Wire.END -> {
                        return new Answer.Status(number);
                    }
                    case Wire.BUSY -> {
                        return new Answer.Nobody();
                    }
                    default -> throw new IOException("no answer");
                }
            }
        } catch (IOException | UnsupportedOperationException _) {
            return isBegun ? new Answer.Broken() : new Answer.Nobody();
        }
    }

    private static void copy(int length, DataInputStream from, PrintStream to) throws IOException {
        byte[] bytes = from.readNBytes(length);
        to.write(bytes, 0, bytes.length);
        to.flush();
        if (bytes.length < length) {
            throw new IOException("cut off");
        }
    }
}
