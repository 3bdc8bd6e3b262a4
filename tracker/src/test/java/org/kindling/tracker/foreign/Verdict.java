package org.kindling.tracker.foreign;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.kindling.tracker.Web;

/** What became of a question over HTTP: opentracker refuses by a status or in bencode, and clients take either for the same. */
enum Verdict {
    ANSWERED,
    REFUSED;

    static Verdict of(String tracker, String query) {
        HttpResponse<byte[]> response = Web.get(tracker + "/" + query);
        boolean isRefused = response.statusCode() != 200
                || new String(response.body(), StandardCharsets.ISO_8859_1).startsWith("d14:failure reason");
        return isRefused ? REFUSED : ANSWERED;
    }
}
