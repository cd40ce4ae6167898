// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.serve;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Semaphore;

/// Runs commands for others of its user, one at a time: who comes meanwhile is told so, and runs by himself.
public final class Server implements AutoCloseable {
    private final Meeting place;
    private final ServerSocketChannel channel;
    private final Command command;
    private final Semaphore free = new Semaphore(1);

    /// What is run for a request.
    @FunctionalInterface
    public interface Command {
        /// Runs it and returns its status.
        int run(Request request, InputStream in, OutputStream out, OutputStream err);
    }

    private Server(Meeting place, ServerSocketChannel channel, Command command) {
        this.place = place;
        this.channel = channel;
        this.command = command;
    }

    /// A server at a place, whose socket only the user can use.
    ///
    /// @throws IOException if there is one already, or the socket cannot be made
    public static Server at(Meeting place, Command command) throws IOException {
        if (Files.exists(place.socket())) {
            if (isAnswered(place)) {
                throw new IOException("one is running already, at " + place.socket());
            }
            // Of one that was killed.
            Files.delete(place.socket());
        }
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.bind(place.address());
            Files.setPosixFilePermissions(place.socket(), PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        return new Server(place, channel, command);
    }

    private static boolean isAnswered(Meeting place) {
        try (var _ = SocketChannel.open(place.address())) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /// Serves until it is closed.
    ///
    /// @throws IOException if nobody can come any more
    public void serve() throws IOException {
        while (true) {
            SocketChannel peer;
            try {
                peer = channel.accept();
            } catch (ClosedChannelException _) {
                return;
            }
            Thread.ofPlatform().daemon().name("request").start(() -> answer(peer));
        }
    }

    private void answer(SocketChannel peer) {
        try (peer) {
            var from = new DataInputStream(Channels.newInputStream(peer));
            var to = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(peer), Wire.PIECE));
            Request request = Request.read(from);
            if (!free.tryAcquire()) {
                Wire.say(Wire.BUSY, 0, to);
                return;
            }
            int status;
            try {
                status = command.run(request, Wire.input(from, to), Wire.output(Wire.OUT, to), Wire.output(Wire.ERR, to));
            } finally {
                free.release();
            }
            Wire.say(Wire.END, status, to);
        } catch (IOException | IllegalArgumentException _) {
            // He is gone, or asks for what is no command.
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
            Files.deleteIfExists(place.socket());
        } catch (IOException _) {
            // Whoever comes next finds nobody there.
        }
    }
}
