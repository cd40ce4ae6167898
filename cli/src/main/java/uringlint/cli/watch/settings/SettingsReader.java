// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.watch.settings;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.Node;
import uringlint.cli.config.DamagedConfig;
import uringlint.cli.config.KnownNames;
import uringlint.cli.config.Yaml;

/// Reads the file of a service. What it does not know is an error, as are settings that cannot be meant.
public final class SettingsReader {
    private static final List<String> KEYS = List.of(
            "state", "database", "dry-run", "bases", "lists", "level", "series", "limits", "mail", "page", "patchwork", "webhook", "kcidb",
            "log", "metrics", "interval", "keep");
    private static final List<String> LIST = List.of("public-inbox", "maildir", "mbox", "from", "mail", "embargo");
    private static final List<String> SERIES = List.of("quiet", "paths", "by");
    private static final List<String> LIMITS = List.of("wall", "memory", "output", "jobs", "tries");
    private static final List<String> MAIL = List.of(
            "on", "outbox", "smtp", "password", "command", "from", "operator", "a-day", "domains", "opt-out", "copy", "copies", "confirm",
            "oldest");

    private SettingsReader() {}

    /// Reads a file. Its paths are relative to its folder.
    public static WatchSettings read(Path file, KnownNames names) throws DamagedConfig, IOException {
        Path place = file.toAbsolutePath().normalize();
        var yaml = new Yaml(file.toString(), names);
        Optional<Node> root = yaml.read(Files.readString(place, StandardCharsets.UTF_8));
        Path folder = place.getParent() == null ? place : place.getParent();
        if (root.isEmpty()) {
            throw yaml.damaged("there is nothing in it");
        }
        return settings(new Values(yaml, root.get(), file.toString(), folder, KEYS));
    }

    private static WatchSettings settings(Values values) throws DamagedConfig {
        var lists = new ArrayList<ListSettings>();
        for (Map.Entry<String, Values> list : values.named("lists", LIST).entrySet()) {
            lists.add(list(list.getKey(), list.getValue()));
        }
        Optional<Values> series = values.inner("series", SERIES);
        Optional<Values> mail = values.inner("mail", MAIL);
        return new WatchSettings(
                values.neededPath("state"),
                server(values),
                values.flag("dry-run", true),
                bases(values),
                lists,
                values.word("level", List.of("note", "warning", "error"), "warning"),
                series.isPresent() ? series.get().time("quiet", Duration.ofMinutes(30)) : Duration.ofMinutes(30),
                series.isPresent() ? series.get().texts("paths") : List.of(),
                series.isPresent() && series.get().word("by", List.of("own", "b4"), "own").equals("b4"),
                limits(values.inner("limits", LIMITS)),
                mail.isPresent() ? Optional.of(mail(mail.get(), values.neededPath("state"))) : Optional.empty(),
                sinks(values),
                values.path("log"),
                values.path("metrics"),
                values.time("interval", Duration.ofMinutes(5)),
                values.time("keep", Duration.ofDays(90)));
    }

    /// The server of the database. It is asked for a password as every program of PostgreSQL is, by a file that nobody else can read.
    private static String server(Values values) throws DamagedConfig {
        String server = values.text("database").orElse("");
        if (server.isEmpty()) {
            return server;
        }
        if (!isUrl(server, List.of("postgresql")) || URI.create(server).getPath().length() < 2) {
            throw values.damaged("database", "`database` is a URL such as `postgresql://user@host/name`: it cannot be `" + server + "`");
        }
        String user = URI.create(server).getUserInfo();
        if (user != null && user.contains(":") || server.contains("password=")) {
            throw values.damaged("database", "`database` names no password: that belongs into `~/.pgpass`");
        }
        return server;
    }

    /// The trees, with the places of those that are relative.
    private static List<String> bases(Values values) throws DamagedConfig {
        var bases = new ArrayList<String>();
        for (String base : values.texts("bases")) {
            bases.add(values.path("bases", base).toString());
        }
        return bases;
    }

    private static ListSettings list(String name, Values values) throws DamagedConfig {
        List<ListSettings.Kind> kinds =
                Arrays.stream(ListSettings.Kind.values()).filter(kind -> values.has(kind.word())).toList();
        if (kinds.size() != 1) {
            throw values.damaged("", "`" + name + "` needs one of `public-inbox`, `maildir` and `mbox`");
        }
        List<String> modes = Arrays.stream(MailMode.values()).map(MailMode::word).toList();
        String mode = values.word("mail", modes, MailMode.MUTE.word());
        return new ListSettings(
                name,
                kinds.getFirst(),
                values.neededPath(kinds.getFirst().word()),
                values.start("from"),
                MailMode.values()[modes.indexOf(mode)],
                values.time("embargo", Duration.ofHours(12)));
    }

    private static Limits limits(Optional<Values> values) throws DamagedConfig {
        if (values.isEmpty()) {
            return new Limits(Duration.ofMinutes(10), 2L << 30, 16L << 20, 1, 3);
        }
        return new Limits(
                values.get().time("wall", Duration.ofMinutes(10)),
                values.get().size("memory", 2L << 30),
                values.get().size("output", 16L << 20),
                values.get().number("jobs", 1, 1),
                values.get().number("tries", 1, 3));
    }

    private static MailSettings mail(Values values, Path state) throws DamagedConfig {
        boolean isOn = values.flag("on", false);
        List<String> domains = values.texts("domains");
        if (isOn && domains.isEmpty()) {
            throw values.damaged("domains", "`mail` needs `domains`: the only ones to which anything is sent");
        }
        if (values.has("smtp") && values.has("command")) {
            throw values.damaged("command", "`mail` has either `smtp` or `command`");
        }
        String server = values.text("smtp").orElse("");
        if (!server.isEmpty() && !isUrl(server, List.of("smtp", "smtps"))) {
            throw values.damaged("smtp", "`smtp` is a URL such as `smtp://localhost:25`: it cannot be `" + server + "`");
        }
        return new MailSettings(
                isOn,
                values.path("outbox").orElse(state.resolve("outbox")),
                server,
                values.path("password"),
                values.texts("command"),
                isOn ? values.needed("from") : values.text("from").orElse("uringlint <uringlint@localhost.invalid>"),
                isOn ? values.needed("operator") : values.text("operator").orElse(""),
                values.number("a-day", 0, 10),
                domains.stream().map(domain -> domain.toLowerCase(Locale.ROOT)).collect(Collectors.toCollection(HashSet::new)),
                values.path("opt-out"),
                values.text("copy").orElse(""),
                values.path("copies"),
                values.time("confirm", Duration.ofHours(2)),
                values.time("oldest", Duration.ofDays(7)));
    }

    private static SinkSettings sinks(Values values) throws DamagedConfig {
        Optional<Values> page = on(values.inner("page", List.of("on", "folder", "url")));
        Optional<Values> patchwork = on(values.inner("patchwork", List.of("on", "url", "project", "token")));
        Optional<Values> webhook = on(values.inner("webhook", List.of("on", "url", "secret")));
        Optional<Values> kcidb = on(values.inner("kcidb", List.of("on", "folder", "origin")));
        return new SinkSettings(
                page.isEmpty() ? Optional.empty()
                        : Optional.of(new SinkSettings.Page(page.get().neededPath("folder"), slashed(page.get().text("url").orElse("")))),
                patchwork.isEmpty() ? Optional.empty()
                        : Optional.of(new SinkSettings.Patchwork(
                                slashed(url(patchwork.get())), patchwork.get().needed("project"), patchwork.get().neededPath("token"))),
                webhook.isEmpty() ? Optional.empty()
                        : Optional.of(new SinkSettings.Webhook(url(webhook.get()), webhook.get().path("secret"))),
                kcidb.isEmpty() ? Optional.empty()
                        : Optional.of(new SinkSettings.Kcidb(
                                kcidb.get().neededPath("folder"), origin(kcidb.get()))));
    }

    private static String origin(Values kcidb) throws DamagedConfig {
        String origin = kcidb.text("origin").orElse("uringlint");
        if (!origin.matches("[a-z0-9_]+")) {
            throw kcidb.damaged("origin", "`origin` is of small letters, digits and `_`: it cannot be `" + origin + "`");
        }
        return origin;
    }

    /// A sink that is turned on.
    private static Optional<Values> on(Optional<Values> sink) throws DamagedConfig {
        return sink.isPresent() && sink.get().flag("on", false) ? sink : Optional.empty();
    }

    private static String url(Values values) throws DamagedConfig {
        String url = values.needed("url");
        if (!isUrl(url, List.of("http", "https"))) {
            throw values.damaged("url", "`url` starts with `https://`: it cannot be `" + url + "`");
        }
        return url;
    }

    private static boolean isUrl(String text, List<String> schemes) {
        try {
            var uri = new URI(text);
            return uri.getHost() != null && schemes.contains(uri.getScheme());
        } catch (URISyntaxException _) {
            return false;
        }
    }

    private static String slashed(String url) {
        return url.isEmpty() || url.endsWith("/") ? url : url + "/";
    }
}
