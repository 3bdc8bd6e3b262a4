package org.kindling.peer.core.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.kindling.peer.boundary.Limits;
import org.kindling.peer.boundary.RememberedBook;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.identity.Door;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.NetworkGroup;
import org.kindling.protocol.identity.NodeId;

/**
 * An attacker with 50,000 identities that all answer, in 20 network groups, floods the book through 20 links for a day; 160 honest peers are
 * spread over 80 groups, and one honest neighbour talks of them now and then. By groups the attacker is a fifth of the network.
 */
class EclipseTest {
    private static final int ATTACKERS = 50_000;
    private static final int ATTACKER_GROUPS = 20;
    private static final int HONEST = 160;
    private static final int HONEST_GROUPS = 80;
    private static final int OUTBOUND = 12;
    private static final int RECORDS = 8;
    private static final List<Door> ALL_ATTACKERS =
            IntStream.range(0, ATTACKERS).mapToObj(EclipseTest::attacker).toList();
    private static final double FAIR_SHARE = (double) ATTACKER_GROUPS / (ATTACKER_GROUPS + HONEST_GROUPS);

    private final Limits.Discovery limits = Limits.standard().discovery();
    private final SplittableRandom random = new SplittableRandom(4);
    private final Set<NodeId> dialled = new LinkedHashSet<>();
    private AddressBook book = bookWith(RememberedBook.nothing());
    private long now = 1_000;

    private AddressBook bookWith(RememberedBook remembered) {
        return new AddressBook(
                node(1_000_000), limits, NetworkGroup::inTheInternet, remembered, new Chance(new SplittableRandom(5)));
    }

    private static NodeId node(int number) {
        byte[] id = new byte[NodeId.SIZE];
        for (int i = 0; i < Integer.BYTES; i++) {
            id[i] = (byte) (number >> 8 * i);
        }
        return new NodeId(Bytes.wrap(id));
    }

    private static Door attacker(int number) {
        return new Door(
                node(number), new Endpoint("66." + number % ATTACKER_GROUPS + ".1." + number / 20 % 250, 7_000));
    }

    private static Door honest(int number) {
        return new Door(node(ATTACKERS + number), new Endpoint("20." + number % HONEST_GROUPS + ".1.1", 7_000));
    }

    private static boolean isAttacker(Contact contact) {
        return contact.endpoints().get(0).host().startsWith("66.");
    }

    /** Twenty links each tell of eight, one neighbour of four. */
    private void hearAMinute() {
        for (int link = 0; link < ATTACKER_GROUPS; link++) {
            for (int i = 0; i < RECORDS; i++) {
                book.heardOf(ALL_ATTACKERS.get(random.nextInt(ATTACKERS)), "66." + link);
            }
        }
        for (int i = 0; i < 4; i++) {
            book.heardOf(honest(random.nextInt(HONEST)), "20.1");
        }
        now += 60_000;
    }

    private void call(Contact contact) {
        dialled.add(contact.node().orElseThrow());
        book.answered(contact, contact.endpoint(), now);
    }

    private void testOne() {
        book.chooseForTest(now, contact -> true, contact -> false).ifPresent(this::call);
    }

    private List<Contact> outbound() {
        return book.choose(OUTBOUND, now, contact -> true, Set.of());
    }

    private double shareOfAttacker(int draws) {
        int attackers = 0;
        for (int i = 0; i < draws; i++) {
            attackers +=
                    (int) outbound().stream().filter(EclipseTest::isAttacker).count();
        }
        return (double) attackers / draws / OUTBOUND;
    }

    @Test
    void theAttackersShareOfOutboundLinksStaysNearItsShareOfGroupsThroughADayOfFlooding() {
        double worst = 0;
        for (int i = 0; i < HONEST; i++) {
            book.heardOf(honest(i), "http://tracker.example");
        }

        for (int minute = 0; minute < 24 * 60; minute++) {
            hearAMinute();
            testOne();
            if (minute % 60 == 0) {
                outbound().forEach(this::call);
                worst = Math.max(worst, shareOfAttacker(20));
            }
        }

        assertThat(book.known()).isGreaterThan(2_000);
        assertThat(worst).isBetween(FAIR_SHARE / 2, FAIR_SHARE + 0.1);
    }

    @Test
    void whoeverComesBackAfterTheFloodCallsNoMoreOfItThanBefore() {
        for (int i = 0; i < HONEST; i++) {
            book.heardOf(honest(i), "http://tracker.example");
        }
        for (int minute = 0; minute < 24 * 60; minute++) {
            hearAMinute();
            testOne();
        }
        int isolated = 0;

        for (int life = 0; life < 20; life++) {
            book = bookWith(book.remembered());
            isolated += outbound().stream().allMatch(EclipseTest::isAttacker) ? 1 : 0;
        }

        assertThat(shareOfAttacker(100)).isLessThan(FAIR_SHARE + 0.1);
        assertThat(isolated).isZero();
    }

    @Test
    void amongTheTriedIsNobodyWhomWeDidNotCall() {
        List<NodeId> callers = new ArrayList<>();
        for (int minute = 0; minute < 12 * 60; minute++) {
            hearAMinute();
            NodeId caller = attacker(random.nextInt(ATTACKERS)).node();
            callers.add(caller);
            book.met(caller, now);
            testOne();
        }

        List<NodeId> tried = new ArrayList<>();
        book.remembered().peers().stream()
                .filter(peer -> peer.lastAnsweredMillis() > 0)
                .forEach(peer -> tried.add(peer.node()));

        assertThat(callers).anyMatch(caller -> book.find(caller).isPresent());
        assertThat(tried).hasSizeGreaterThan(limits.triedWanted());
        assertThat(dialled).containsAll(tried);
    }
}
