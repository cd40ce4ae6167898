// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.watch.sinks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import uringlint.cli.watch.settings.SinkSettings;
import uringlint.cli.watch.store.Parcel;

/// A server that gets the report of each series. The name of the thing is in `Idempotency-Key`; with a secret, an HMAC of the body is in
/// `X-Uringlint-Signature`.
public final class WebhookSink implements Sink {
    private final SinkSettings.Webhook settings;
    private final Http http = new Http();

    /// The server of settings.
    public WebhookSink(SinkSettings.Webhook settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "webhook";
    }

    @Override
    public boolean isRepeatable() {
        return true;
    }

    @Override
    public Result send(Parcel parcel) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(settings.url()))
                    .timeout(Http.PATIENCE)
                    .header("Content-Type", "application/json")
                    .header("Idempotency-Key", parcel.name())
                    .POST(HttpRequest.BodyPublishers.ofString(parcel.payload()));
            if (settings.secret().isPresent()) {
                request.header("X-Uringlint-Signature", "sha256=" + signature(parcel.payload()));
            }
            http.body(request.build());
            return new Result.Sent("");
        } catch (Http.Unanswered e) {
            return e.result();
        } catch (IOException e) {
            return new Result.Later("the secret cannot be read: " + e.getMessage());
        }
    }

    private String signature(String body) throws IOException {
        byte[] key = Files.readString(settings.secret().orElseThrow()).strip().getBytes(StandardCharsets.UTF_8);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }
}
