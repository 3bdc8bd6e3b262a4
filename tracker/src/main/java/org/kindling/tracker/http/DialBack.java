package org.kindling.tracker.http;

import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.IpAddress;
import org.kindling.tracker.directory.SeenHost;
import org.kindling.tracker.directory.VerifiedAnnounce;

/**
 * Sees whether somebody is there: connects to a peer that announced, says nothing, and hangs up.
 *
 * <p>Only to the very address the announce came from, and not to the ports of other services. Rationale: otherwise
 * a tracker could be made to knock on strangers' doors.
 * <p>Each endpoint at most once in ten minutes, whatever is announced; until then its last result holds.
 */
final class DialBack {

    private final Setting setting;
    private final HttpLimits.Probes limits;
    private final NetClient client;

    /** The endpoint dialled longest ago comes first. */
    private final Map<Endpoint, Probe> probes = new LinkedHashMap<>();

    private int underWay;

    DialBack(Setting setting) {
        this.setting = setting;
        this.limits = setting.limits().probes();
        this.client =
                setting.vertx().createNetClient(new NetClientOptions().setConnectTimeout(limits.patienceMillis()));
    }

    /** Looks after a peer that has just been listed, if its record names the address it was announced from and no other. */
    void lookAfter(VerifiedAnnounce announce, SeenHost seen) {
        homeEndpoint(announce, seen).ifPresent(endpoint -> {
            Probe last = probes.get(endpoint);
            if (last != null && setting.now() - last.startedMillis() < limits.againMillis()) {
                tell(last.outcome(), announce, endpoint);
            } else if (underWay < limits.atOnceMax()) {
                dial(announce, endpoint);
            }
        });
    }

    private void dial(VerifiedAnnounce announce, Endpoint endpoint) {
        long startedMillis = setting.now();
        remember(endpoint, new Probe(startedMillis, Outcome.OPEN));
        underWay++;
        client.connect(endpoint.port(), endpoint.host()).onComplete(connected -> {
            underWay--;
            Outcome outcome = connected.succeeded() ? Outcome.REACHED : Outcome.MISSED;
            if (connected.succeeded()) {
                connected.result().close();
                setting.metrics().reached();
            } else {
                setting.metrics().missed();
            }
            remember(endpoint, new Probe(startedMillis, outcome));
            tell(outcome, announce, endpoint);
        });
    }

    private void remember(Endpoint endpoint, Probe probe) {
        probes.remove(endpoint);
        if (probes.size() >= limits.rememberedMax()) {
            probes.remove(probes.keySet().iterator().next());
        }
        probes.put(endpoint, probe);
    }

    private void tell(Outcome outcome, VerifiedAnnounce announce, Endpoint endpoint) {
        if (outcome == Outcome.REACHED) {
            setting.directory().reached(announce.record().network(), announce.node(), endpoint);
        } else if (outcome == Outcome.MISSED) {
            setting.directory().missed(announce.record().network(), announce.node(), endpoint);
        }
    }

    void close() {
        client.close();
    }

    static Optional<Endpoint> homeEndpoint(VerifiedAnnounce announce, SeenHost seen) {
        if (!seen.isOnlyHomeOf(announce.record())) {
            return Optional.empty();
        }
        return announce.record().endpoints().stream()
                .filter(endpoint -> endpoint.port() > IpAddress.SYSTEM_PORT_MAX)
                .findFirst();
    }

    private record Probe(long startedMillis, Outcome outcome) {}

    private enum Outcome {
        OPEN,
        REACHED,
        MISSED
    }
}
