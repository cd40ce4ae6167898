// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.watch;

import java.util.List;
import java.util.function.Function;
import uringlint.cli.watch.store.Views;

/// The counts of a service as the text files that the node exporter of Prometheus collects.
final class Metrics {
    private Metrics() {}

    static String of(Views views, long now, long seconds) {
        var text = new StringBuilder();
        head(text, "uringlint_messages", "gauge", "Mails by what was decided about them.");
        rows(text, "uringlint_messages", views.messages(), count -> labels("decision", count.what(), "reason", count.more()));
        head(text, "uringlint_impostors", "gauge", "Mails that came under the name of another one.");
        text.append("uringlint_impostors ").append(views.impostors()).append('\n');
        head(text, "uringlint_versions", "gauge", "Versions of series by their states.");
        rows(text, "uringlint_versions", views.versions(), count -> "state=\"" + escaped(count.what()) + "\"");
        head(text, "uringlint_outbox", "gauge", "What is to be sent, by ways and states.");
        rows(text, "uringlint_outbox", views.outbox(), count -> labels("sink", count.what(), "state", count.more()));
        head(text, "uringlint_runs", "gauge", "Looks at versions of series by their outcomes.");
        rows(text, "uringlint_runs", views.runs(), count -> "outcome=\"" + escaped(count.what()) + "\"");
        head(text, "uringlint_findings", "gauge", "Findings of the last looks, by rules.");
        rows(text, "uringlint_findings", views.findings(), count -> "rule=\"" + escaped(count.what()) + "\"");
        head(text, "uringlint_source_read_timestamp_seconds", "gauge", "When something new was read of a source.");
        for (Views.Place place : views.sources()) {
            text.append("uringlint_source_read_timestamp_seconds{source=\"").append(escaped(place.source())).append("\"} ")
                    .append(place.read()).append('\n');
        }
        head(text, "uringlint_pass_timestamp_seconds", "gauge", "When the last pass ended.");
        text.append("uringlint_pass_timestamp_seconds ").append(now).append('\n');
        head(text, "uringlint_pass_duration_seconds", "gauge", "How long the last pass took.");
        text.append("uringlint_pass_duration_seconds ").append(seconds).append('\n');
        return text.toString();
    }

    private static void head(StringBuilder text, String name, String type, String help) {
        text.append("# HELP ").append(name).append(' ').append(help).append("\n# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    private static void rows(StringBuilder text, String name, List<Views.Count> counts, Function<Views.Count, String> labels) {
        for (Views.Count count : counts) {
            text.append(name).append('{').append(labels.apply(count)).append("} ").append(count.count()).append('\n');
        }
    }

    private static String labels(String one, String value, String other, String otherValue) {
        return one + "=\"" + escaped(value) + "\"," + other + "=\"" + escaped(otherValue) + "\"";
    }

    private static String escaped(String label) {
        return label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
