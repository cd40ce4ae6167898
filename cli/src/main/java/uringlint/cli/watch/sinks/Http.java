// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.watch.sinks;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/// Requests to servers of others.
final class Http {
    static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int DONE = 200;
    private static final int MOVED = 300;
    private static final int NOT_NOW = 429;
    private static final int TIMEOUT = 408;
    private static final int FAILED = 500;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).followRedirects(HttpClient.Redirect.NEVER).build();

    /// What a server says that cannot be used.
    static final class Unanswered extends Exception {
        private static final long serialVersionUID = 1;

        private final String reason;
        private final boolean isFinal;

        Unanswered(String reason, boolean isFinal) {
            super(reason);
            this.reason = reason;
            this.isFinal = isFinal;
        }

        Sink.Result result() {
            return isFinal ? new Sink.Result.Refused(reason) : new Sink.Result.Later(reason);
        }
    }

    /// The body of what a server answers to a request that it takes.
    String body(HttpRequest request) throws Unanswered {
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            int status = response.statusCode();
            if (status >= DONE && status < MOVED) {
                return response.body();
            }
            boolean isFinal = status < FAILED && status != NOT_NOW && status != TIMEOUT;
            throw new Unanswered("the server answers " + status, isFinal);
        } catch (IOException e) {
            throw new Unanswered("the server cannot be reached: " + e, false);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Unanswered("the service ended meanwhile", false);
        }
    }
}
