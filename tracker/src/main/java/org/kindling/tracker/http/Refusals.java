package org.kindling.tracker.http;

import org.kindling.protocol.Printable;
import org.kindling.protocol.announce.AnnounceRefusal;
import org.kindling.tracker.directory.Answer;
import org.kindling.tracker.directory.Refusal;

/** The problem document (RFC 9457) for everything that is refused, be it by the front end or by the directory. */
final class Refusals {
    private static final long MOMENT_MILLIS = 1_000;

    private Refusals() {}

    static AnnounceRefusal of(Complaint complaint) {
        return new AnnounceRefusal(complaint.status(), complaint.slug(), complaint.text(), retryAfterMillis(complaint));
    }

    /** @param cause may repeat what a stranger wrote, so it is cut and made printable */
    static AnnounceRefusal malformed(String cause) {
        Complaint complaint = Complaint.MALFORMED;
        String detail = Printable.of(cause, AnnounceRefusal.DETAIL_CHARACTERS_MAX);
        return new AnnounceRefusal(complaint.status(), complaint.slug(), detail, 0);
    }

    static AnnounceRefusal of(Answer.Refused refused) {
        Refusal reason = refused.reason();
        return new AnnounceRefusal(status(reason), reason.slug(), reason.text(), refused.retryAfterMillis());
    }

    private static long retryAfterMillis(Complaint complaint) {
        return complaint == Complaint.BUSY || complaint == Complaint.TOO_FAST ? MOMENT_MILLIS : 0;
    }

    private static int status(Refusal reason) {
        return switch (reason) {
            case TOO_EARLY, TOO_MANY_OF_ONE_HOST, TOO_MANY_OF_ONE_NEIGHBOURHOOD -> 429;
            case STALE_SEQUENCE -> 409;
            case RECORD_OF_ANOTHER_NETWORK,
                    NETWORK_NOT_SERVED,
                    SWARM_NOT_SERVED,
                    RECORD_EXPIRED,
                    RECORD_TOO_LONG_LIVED -> 422;
        };
    }
}
