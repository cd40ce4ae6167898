// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.mail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.dom.field.ContentDispositionField;
import org.apache.james.mime4j.dom.field.ContentTypeField;
import org.apache.james.mime4j.field.ContentDispositionFieldLenientImpl;
import org.apache.james.mime4j.field.ContentTypeFieldLenientImpl;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;

/// Takes one mail apart with Mime4j. A mail that carries others (a digest, or one forwarded as an attachment) gives several.
final class MailReader {
    /// A mail, its parts, and what is wrong with its form.
    ///
    /// @param isCut whether the last boundary is missing, or the end of what is encoded
    /// @param isOpen whether its last line has no end
    record Parsed(Mail mail, List<MailPart> parts, List<String> faults, boolean isCut, boolean isOpen, boolean hasOnlyHtml) {}

    private static final MimeConfig CONFIG = MimeConfig.custom()
            .setMaxLineLen(-1)
            .setMaxHeaderLen(-1)
            .setMaxHeaderCount(-1)
            .setMaxContentLen(-1)
            .setCountLineNumbers(false)
            .build();
    /// Deeper parts are not read: each level makes reading slower, and no mail needs so many.
    private static final int MAX_DEPTH = 12;
    private static final int MAX_PARTS = 500;
    private static final int MAX_WARNINGS = 20;

    private final List<Parsed> mails = new ArrayList<>();
    private final List<Open> open = new ArrayList<>();
    private List<Field> fields = new ArrayList<>();
    /// What the decoder of the current part complains of.
    private final List<String> damage = new ArrayList<>();
    private int depth;

    /// A mail whose end is not reached.
    private static final class Open {
        private List<Field> fields = List.of();
        private final List<MailPart> parts = new ArrayList<>();
        private final List<String> faults = new ArrayList<>();
        private final List<String> boundaries = new ArrayList<>();
        private boolean hasHtml;
        private boolean isCut;
    }

    private MailReader() {}

    /// The mail, and behind it those that it carries.
    static List<Parsed> read(byte[] bytes) {
        return new MailReader().parse(bytes);
    }

    private List<Parsed> parse(byte[] bytes) {
        var monitor = new DecodeMonitor() {
            @Override
            public boolean warn(String error, String dropped) {
                if (damage.size() < MAX_WARNINGS) {
                    damage.add(error.toLowerCase(Locale.ROOT));
                }
                return false;
            }

            @Override
            public boolean isListening() {
                return true;
            }
        };
        var stream = new MimeTokenStream(CONFIG, monitor, null);
        stream.parse(new ByteArrayInputStream(bytes));
        try {
            for (EntityState state = stream.getState(); state != EntityState.T_END_OF_STREAM && depth <= MAX_DEPTH; state = stream.next()) {
                step(state, stream, bytes);
            }
        } catch (MimeException | IOException | RuntimeException e) {
            // Mime4j has unchecked exceptions for some broken fields; what was read until then is good.
            open.forEach(mail -> mail.faults.add("its MIME parts cannot be taken apart: " + reason(e)));
        }
        while (!open.isEmpty()) {
            close(bytes);
        }
        return mails.reversed();
    }

    private static String reason(Exception e) {
        return Optional.ofNullable(e.getMessage())
                .map(message -> message.lines().findFirst().orElse(""))
                .filter(line -> !line.isBlank())
                .orElse(e.getClass().getSimpleName());
    }

    private void step(EntityState state, MimeTokenStream stream, byte[] bytes) throws IOException {
        switch (state) {
            case T_START_MESSAGE -> {
                open.add(new Open());
                enter();
            }
            case T_START_HEADER -> fields = new ArrayList<>();
            case T_FIELD -> fields.add(stream.getField());
            case T_END_HEADER -> {
                Open mail = open.getLast();
                if (mail.fields.isEmpty()) {
                    mail.fields = fields;
                }
            }
            case T_START_MULTIPART -> {
                contentType(fields).map(ContentTypeField::getBoundary).ifPresent(open.getLast().boundaries::add);
                enter();
            }
            case T_END_MULTIPART -> depth--;
            case T_BODY -> body(stream);
            case T_END_MESSAGE -> {
                depth--;
                close(open.size() == 1 ? bytes : new byte[0]);
            }
            case T_RAW_ENTITY, T_PREAMBLE, T_EPILOGUE, T_START_BODYPART, T_END_BODYPART, T_END_OF_STREAM -> {}
        }
    }

    private void enter() {
        depth++;
        if (depth > MAX_DEPTH) {
            open.getLast().faults.add("its parts are nested more than %d levels deep; the inner ones are not read".formatted(MAX_DEPTH));
        }
    }

    private void body(MimeTokenStream stream) throws IOException {
        Open mail = open.getLast();
        Optional<ContentTypeField> type = contentType(fields);
        String mime = type.map(ContentTypeField::getMimeType)
                .filter(name -> !name.isBlank())
                .orElse("text/plain")
                .toLowerCase(Locale.ROOT);
        Optional<ContentDispositionField> disposition = field("content-disposition")
                .map(found -> ContentDispositionFieldLenientImpl.PARSER.parse(found, DecodeMonitor.SILENT));
        String name = disposition.map(ContentDispositionField::getFilename)
                .or(() -> type.map(found -> found.getParameter("name")))
                .map(HeaderText::decoded)
                .orElse("");
        mail.hasHtml |= mime.equals("text/html");
        boolean isAttachment = disposition.map(ContentDispositionField::isAttachment).orElse(false);
        var part = new MailPart(
                mime, name, isAttachment, List.of(), is(type, "format", "flowed"), is(type, "delsp", "yes"));
        if (!(mime.startsWith("text/") && !mime.equals("text/html") || part.isPatch())) {
            return;
        }
        if (mail.parts.size() >= MAX_PARTS) {
            if (mail.faults.isEmpty()) {
                mail.faults.add("it has more than %d parts; the others are not read".formatted(MAX_PARTS));
            }
            return;
        }
        byte[] raw = bytes(stream, mail);
        Optional<String> charset = type.map(found -> found.getParameter("charset"));
        List<String> lines = TextLines.of(Charsets.toUtf8(raw, charset));
        mail.parts.add(new MailPart(mime, name, isAttachment, lines, part.isFlowed(), part.isSpaceDeleted()));
    }

    private byte[] bytes(MimeTokenStream stream, Open mail) throws IOException {
        String encoding = field("content-transfer-encoding")
                .map(Field::getBody)
                .orElse("")
                .strip()
                .toLowerCase(Locale.ROOT);
        damage.clear();
        try (InputStream in = stream.getDecodedInputStream()) {
            byte[] bytes = in.readAllBytes();
            mail.isCut |= encoding.equals("base64") && damage.stream().anyMatch(word -> word.contains("end of"));
            return bytes;
        }
    }

    private static boolean is(Optional<ContentTypeField> type, String parameter, String value) {
        return type.map(found -> found.getParameter(parameter)).filter(value::equalsIgnoreCase).isPresent();
    }

    private static Optional<ContentTypeField> contentType(List<Field> fields) {
        return first(fields, "content-type")
                .map(field -> ContentTypeFieldLenientImpl.PARSER.parse(field, DecodeMonitor.SILENT));
    }

    private Optional<Field> field(String name) {
        return first(fields, name);
    }

    private static Optional<Field> first(List<Field> fields, String name) {
        return fields.stream().filter(field -> field.getName().equalsIgnoreCase(name)).findFirst();
    }

    /// Ends the innermost mail. For the outermost one, the bytes show whether the last boundary is there.
    private void close(byte[] bytes) {
        Open mail = open.removeLast();
        if (open.isEmpty() && bytes.length > 0 && !mail.boundaries.isEmpty()) {
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            mail.isCut |= !text.contains("--" + mail.boundaries.getFirst() + "--");
        }
        String text = mail.parts.stream()
                .filter(MailPart::isPlainText)
                .map(part -> TextLines.text(part.lines()))
                .findFirst()
                .orElse("");
        boolean hasOnlyHtml = mail.hasHtml && mail.parts.isEmpty();
        boolean isEncoded = first(mail.fields, "content-transfer-encoding")
                .filter(field -> field.getBody().strip().equalsIgnoreCase("base64"))
                .isPresent();
        boolean isOpen = bytes.length > 0 && bytes[bytes.length - 1] != '\n' && mail.boundaries.isEmpty() && !isEncoded;
        mails.add(new Parsed(
                MailHeaders.mail(mail.fields, text),
                List.copyOf(mail.parts),
                List.copyOf(mail.faults),
                mail.isCut,
                isOpen,
                hasOnlyHtml));
    }
}
