package org.kindling.tracker.http;

import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Locale;
import org.kindling.protocol.announce.AnnounceJson;
import org.kindling.tracker.directory.Answer;
import org.kindling.tracker.directory.SeenHost;
import org.kindling.tracker.directory.VerifiedAnnounce;
import org.kindling.tracker.front.CallerAddress;
import org.kindling.tracker.http.AnnounceDesk.Admission;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code POST /v1/announce}: the body is read here, checked on a worker, and answered by the directory back here. */
final class AnnounceRoute {
    private static final Logger LOG = LoggerFactory.getLogger(AnnounceRoute.class);

    /** How long a caller who sent too much may take to read why. */
    private static final long LINGER_MILLIS = 1_000;

    private final Setting setting;
    private final AnnounceDesk desk;
    private final WorkerExecutor workers;
    private final DialBack dialBack;
    private final Reply reply;
    private int verifications;

    AnnounceRoute(Setting setting, AnnounceDesk desk, WorkerExecutor workers, DialBack dialBack) {
        this.setting = setting;
        this.desk = desk;
        this.workers = workers;
        this.dialBack = dialBack;
        this.reply = new Reply(setting.metrics());
    }

    void handle(HttpServerRequest request) {
        if (!isJson(request)) {
            refuseUnread(request, Complaint.NOT_JSON);
            return;
        }
        BodyReader.read(
                setting.vertx(),
                request,
                setting.limits().requests(),
                body -> verify(request, body),
                complaint -> refuseUnread(request, complaint));
    }

    private void verify(HttpServerRequest request, Buffer body) {
        if (verifications >= setting.limits().verificationsMax()) {
            reply.refuse(request, Complaint.BUSY);
            return;
        }
        verifications++;
        byte[] bytes = body.getBytes();
        workers.executeBlocking(() -> timed(bytes), false)
                .onComplete(done -> verifications--)
                .compose(admission -> answer(request, admission))
                .onFailure(cause -> fail(request, cause));
    }

    /** Either the caller has hung up, or the mistake is ours. */
    private void fail(HttpServerRequest request, Throwable cause) {
        HttpServerResponse response = request.response();
        if (!response.closed() && !response.ended()) {
            LOG.error("could not answer an announce", cause);
            reply.refuse(request, Complaint.OUR_MISTAKE);
        }
    }

    private Admission timed(byte[] body) {
        long startNanos = System.nanoTime();
        Admission admission = desk.admit(body);
        setting.metrics().verifiedInNanos(System.nanoTime() - startNanos);
        return admission;
    }

    private Future<Void> answer(HttpServerRequest request, Admission admission) {
        return admission.fold(new Admission.Cases<Future<Void>>() {
            @Override
            public Future<Void> admitted(Admission.Admitted admitted) {
                return announce(request, admitted.announce());
            }

            @Override
            public Future<Void> turned(Admission.Turned turned) {
                return reply.refuse(request, turned.refusal());
            }
        });
    }

    private Future<Void> announce(HttpServerRequest request, VerifiedAnnounce announce) {
        SeenHost seen = CallerAddress.seen(request.remoteAddress());
        setting.metrics().announced(setting.now());
        return setting.directory().announce(announce, seen, setting.now()).fold(new Answer.Cases<>() {
            @Override
            public Future<Void> welcome(Answer.Welcome welcome) {
                if (welcome.reply().isToldToWait()) {
                    setting.metrics().toldToWait();
                } else {
                    setting.metrics().welcomed();
                    dialBack.lookAfter(announce, seen);
                }
                return reply.json(request, Buffer.buffer(AnnounceJson.encode(welcome.reply())));
            }

            @Override
            public Future<Void> refused(Answer.Refused refused) {
                return reply.refuse(request, Refusals.of(refused));
            }
        });
    }

    /** What is still to come must not be taken for another request, so the connection ends, a little later. */
    private void refuseUnread(HttpServerRequest request, Complaint complaint) {
        request.response().putHeader("Connection", "close");
        reply.refuse(request, complaint)
                .onComplete(written -> setting.vertx()
                        .setTimer(LINGER_MILLIS, late -> request.connection().close()));
    }

    private static boolean isJson(HttpServerRequest request) {
        String contentType = request.getHeader("Content-Type");
        return contentType != null
                && contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals(AnnounceJson.MEDIA_TYPE);
    }
}
