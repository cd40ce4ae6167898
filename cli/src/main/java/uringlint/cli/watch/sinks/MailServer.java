// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.watch.sinks;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import uringlint.cli.watch.policy.MailPolicy;
import uringlint.cli.watch.settings.MailSettings;
import uringlint.cli.watch.store.Parcel;

/// A mail server that takes mails by SMTP.
public final class MailServer implements Sink {
    private static final String PATIENCE = "30000";
    private static final int FINAL = 500;

    private final MailSettings settings;
    private final Dating dating;

    /// A mail server of settings. `dating` puts the time of sending into a mail.
    public MailServer(MailSettings settings, Dating dating) {
        this.settings = settings;
        this.dating = dating;
    }

    @Override
    public String name() {
        return "mail";
    }

    /// A mail that was sent again is there twice.
    @Override
    public boolean isRepeatable() {
        return false;
    }

    @Override
    public Result send(Parcel parcel) {
        Session session = Session.getInstance(properties());
        MimeMessage mail;
        Address[] recipients;
        try {
            mail = new MimeMessage(session, new ByteArrayInputStream(dating.dated(parcel.payload()).getBytes(StandardCharsets.UTF_8)));
            recipients = recipients(mail);
        } catch (MessagingException e) {
            return new Result.Refused("the mail cannot be read: " + e.getMessage());
        }
        if (recipients.length == 0) {
            return new Result.Refused("nobody is to get it");
        }
        Transport transport;
        try {
            transport = connected(session);
        } catch (MessagingException | IOException e) {
            return new Result.Later("the server cannot be reached: " + e.getMessage());
        }
        Result result = sent(transport, mail, recipients);
        try {
            transport.close();
        } catch (MessagingException _) {
            // What was sent was answered before.
        }
        return result;
    }

    private static Result sent(Transport transport, MimeMessage mail, Address[] recipients) {
        try {
            transport.sendMessage(mail, recipients);
            return new Result.Sent("to " + recipients.length + (recipients.length == 1 ? " recipient" : " recipients"));
        } catch (SendFailedException e) {
            int valid = e.getValidSentAddresses() == null ? 0 : e.getValidSentAddresses().length;
            Optional<Integer> code = code(e);
            if (valid > 0) {
                return new Result.Sent("to " + valid + " of " + recipients.length + " recipients: " + e.getMessage());
            }
            return code.isEmpty() ? new Result.Unsure("the server did not answer: " + e.getMessage())
                    : code.get() >= FINAL ? new Result.Refused("the server refuses it: " + e.getMessage())
                    : new Result.Later("the server does not take it now: " + e.getMessage());
        } catch (MessagingException e) {
            return new Result.Unsure("the connection broke while it was sent: " + e.getMessage());
        }
    }

    /// What the server answered, if it did.
    private static Optional<Integer> code(MessagingException error) {
        for (Exception next = error; next instanceof MessagingException one; next = one.getNextException()) {
            int code = switch (one) {
                case SMTPSendFailedException failed -> failed.getReturnCode();
                case SMTPAddressFailedException failed -> failed.getReturnCode();
                case SMTPSenderFailedException failed -> failed.getReturnCode();
                default -> -1;
            };
            if (code > 0) {
                return Optional.of(code);
            }
        }
        return Optional.empty();
    }

    private Address[] recipients(MimeMessage mail) throws MessagingException {
        var all = new ArrayList<Address>();
        Address[] named = mail.getAllRecipients();
        all.addAll(named == null ? List.of() : List.of(named));
        if (!all.isEmpty() && !settings.copy().isEmpty()) {
            all.add(new InternetAddress(settings.copy()));
        }
        return all.toArray(Address[]::new);
    }

    private Transport connected(Session session) throws MessagingException, IOException {
        var server = URI.create(settings.server());
        Transport transport = session.getTransport(server.getScheme());
        int port = server.getPort() < 0 ? server.getScheme().equals("smtps") ? 465 : 25 : server.getPort();
        if (server.getUserInfo() == null || settings.password().isEmpty()) {
            transport.connect(server.getHost(), port, null, null);
        } else {
            transport.connect(server.getHost(), port, server.getUserInfo(), password(settings.password().get()));
        }
        return transport;
    }

    private static String password(Path file) throws IOException {
        return Files.readString(file).strip();
    }

    private Properties properties() {
        var properties = new Properties();
        for (String protocol : List.of("smtp", "smtps")) {
            String prefix = "mail." + protocol + ".";
            properties.put(prefix + "connectiontimeout", PATIENCE);
            properties.put(prefix + "timeout", PATIENCE);
            properties.put(prefix + "writetimeout", PATIENCE);
            properties.put(prefix + "from", MailPolicy.address(settings.from()));
            properties.put(prefix + "sendpartial", "true");
            properties.put(prefix + "starttls.enable", "true");
            properties.put(prefix + "auth", String.valueOf(settings.password().isPresent()));
            properties.put(prefix + "localhost", "localhost");
            properties.put(prefix + "ssl.checkserveridentity", "true");
        }
        return properties;
    }
}
