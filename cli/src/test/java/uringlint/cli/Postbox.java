// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;

/// A mail server that takes everything, remembers who got what, and can do something between the end of a mail and its answer.
final class Postbox implements AutoCloseable {
    private final ServerSocket server;
    private final Path copies;
    private final Map<String, Integer> received = new TreeMap<>();
    private volatile Runnable beforeAnswer = () -> {};
    private int count;

    /// A server that puts mails to `copy@example.org` into a Maildir.
    Postbox(Path copies) throws IOException {
        this.copies = copies;
        for (String part : new String[] {"tmp", "new", "cur"}) {
            Files.createDirectories(copies.resolve(part));
        }
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
    }

    int port() {
        return server.getLocalPort();
    }

    /// What is done when a mail has come and its sender does not know yet.
    void beforeAnswer(Runnable action) {
        beforeAnswer = action;
    }

    /// How often each recipient got each mail.
    synchronized Map<String, Integer> received() {
        return Map.copyOf(received);
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> talk(socket));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void talk(Socket socket) {
        try (socket; var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            say(socket, "220 here");
            var recipients = new ArrayList<String>();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith("RCPT TO:")) {
                    recipients.add(line.substring(9, line.indexOf('>')));
                    say(socket, "250 ok");
                } else if (line.equals("DATA")) {
                    say(socket, "354 go on");
                    take(recipients, mail(in));
                    beforeAnswer.run();
                    say(socket, "250 taken");
                    recipients.clear();
                } else if (line.equals("QUIT")) {
                    say(socket, "221 bye");
                    return;
                } else {
                    say(socket, "250 ok");
                }
            }
        } catch (IOException _) {
            // Whoever talks may be killed at any time.
        }
    }

    private static String mail(BufferedReader in) throws IOException {
        var text = new StringBuilder();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.equals(".")) {
                return text.toString();
            }
            text.append(line.startsWith(".") ? line.substring(1) : line).append('\n');
        }
        throw new IOException("the mail is cut off");
    }

    private synchronized void take(Iterable<String> recipients, String mail) {
        String id = mail.lines().filter(line -> line.startsWith("Message-ID: ")).findFirst().orElse("");
        for (String recipient : recipients) {
            received.merge(recipient + " " + id, 1, Integer::sum);
            if (recipient.equals("copy@example.org")) {
                try {
                    Files.writeString(copies.resolve("new").resolve(System.currentTimeMillis() / 1000 + "." + ++count + ".test"), mail);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private static void say(Socket socket, String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
