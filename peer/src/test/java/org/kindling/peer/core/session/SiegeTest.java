package org.kindling.peer.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kindling.peer.core.session.Someone.inbound;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.kindling.peer.boundary.Action;
import org.kindling.peer.boundary.Limits;
import org.kindling.peer.boundary.LinkId;
import org.kindling.peer.boundary.Outbox;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.NodeId;
import org.kindling.protocol.message.Message;

/** An attacker with ten times as many connections as there are seats, nearer and more useful than anybody honest, for ten minutes. */
final class SiegeTest {
    private static final int HONEST = 8;
    private static final int ATTACKERS = 480;
    private static final int ATTACKER_GROUPS = 24;
    private static final int CALLS_A_SECOND = 10;
    private static final long SIEGE_MILLIS = 600_000;
    private static final long ATTACKER_PING_MILLIS = 1;
    private static final long HONEST_PING_MILLIS = 80;

    private final Limits limits = Limits.standard();
    private final Sessions sessions =
            new Sessions(Someone.numbered(0).node(), Someone.NETWORK, limits, new SplittableRandom(3));
    private final List<Someone> honest = new ArrayList<>();
    private final List<Someone> attackers = new ArrayList<>();
    private final Set<NodeId> attackerNodes = new LinkedHashSet<>();
    private long calls;
    private long evictions;
    private int turn;
    private long now = 1_000_000;

    private static Someone someone(int number, String host) {
        return Someone.of(Someone.NETWORK, number, new Endpoint(host, 1));
    }

    private boolean calls(Someone someone) {
        LinkId link = inbound(++calls);
        if (sessions.connected(someone.on(link), now, false).isPresent()) {
            return false;
        }
        Greeting greeting = sessions.greet(link, someone.hello(), now);
        if (greeting instanceof Greeting.Settled settled) {
            settled.displaced().forEach(displaced -> sessions.closed(displaced.link()));
            evictions += settled.displaced().size();
            return true;
        }
        sessions.closed(link);
        return false;
    }

    /** Pings are answered; whoever attacks is nearest, and first with something useful. */
    private void live(long millis) {
        now += millis;
        Outbox out = new Outbox();
        sessions.wake(now, out);
        for (Action action : out.drain()) {
            Action.Send send = (Action.Send) action;
            boolean isAttacker = attackerNodes.contains(
                    sessions.find(send.link()).orElseThrow().node());
            long atMillis = now + (isAttacker ? ATTACKER_PING_MILLIS : HONEST_PING_MILLIS);
            sessions.pong(send.link(), new Message.Pong(((Message.Ping) send.message()).nonce()), atMillis);
        }
        for (Session session : sessions.settled()) {
            sessions.heardAnything(session.link(), now);
            if (attackerNodes.contains(session.node())) {
                sessions.wasUseful(session.link(), now);
            }
        }
    }

    private boolean isSeated(Someone someone) {
        return sessions.find(someone.node()).isPresent();
    }

    private void besiege() {
        for (long end = now + SIEGE_MILLIS; now < end; live(1_000)) {
            for (int i = 0; i < CALLS_A_SECOND; i++) {
                Someone attacker = attackers.get(turn++ % ATTACKERS);
                if (!isSeated(attacker)) {
                    calls(attacker);
                }
            }
        }
    }

    @Test
    void thoseWhoWereHereLongStayAndANewcomerGetsASeat() {
        for (int i = 1; i <= HONEST; i++) {
            honest.add(someone(i, "30." + i + ".0.1"));
            assertThat(calls(honest.get(i - 1))).isTrue();
        }
        live(60_000);
        for (int i = 0; i < ATTACKERS; i++) {
            Someone attacker = someone(1_000 + i, "66." + i % ATTACKER_GROUPS + ".0." + (1 + i / ATTACKER_GROUPS));
            attackers.add(attacker);
            attackerNodes.add(attacker.node());
        }

        besiege();
        Someone newcomer = someone(9, "31.1.0.1");
        boolean isLetIn = calls(newcomer);

        assertThat(evictions).as("the siege was one").isGreaterThan(ATTACKERS);
        assertThat(honest).allMatch(this::isSeated);
        assertThat(isLetIn).isTrue();
        assertThat(sessions.inbound()).isEqualTo(limits.links().inbound());
        besiege();
        assertThat(honest).as("ten minutes later").allMatch(this::isSeated);
        assertThat(isSeated(newcomer) || calls(newcomer)).isTrue();
    }
}
