package org.kindling.peer.core.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.kindling.peer.boundary.Action;
import org.kindling.peer.boundary.Entry;
import org.kindling.peer.boundary.Outbox;
import org.kindling.peer.boundary.PeerSetup;
import org.kindling.peer.boundary.Token;
import org.kindling.protocol.identity.Role;

class OwnRecordTest {
    private static final long HALF_LIFE = 1_800_000;

    private final Outbox out = new Outbox();
    private final OwnRecord own = bornWith(0);

    private static OwnRecord bornWith(long recoveredSequence) {
        PeerSetup setup = Town.setup(Town.someone(0), List.of(), List.of());
        Whereabouts whereabouts = new Whereabouts(setup.reachableAt(), setup.openPort());
        return new OwnRecord(setup, whereabouts, recoveredSequence, List.of(Role.FULL));
    }

    private Action.Persist reservation() {
        return (Action.Persist) out.drain().get(0);
    }

    @Test
    void noRecordIsIssuedBeforeItsNumberIsOnDisk() {
        own.wake(1_000, out);
        assertThat(own.isIssued()).isFalse();
        assertThat(own.current().isExpiredAt(1_000)).isTrue();
        Action.Persist reservation = reservation();

        assertThat(own.persisted(new Token(999), 1_500, out)).isFalse();
        assertThat(own.persisted(reservation.token(), 1_500, out)).isTrue();

        assertThat(reservation.entries()).containsExactly(new Entry.RecordSequence(100));
        assertThat(own.isIssued()).isTrue();
        assertThat(own.current().sequence()).isOne();
        assertThat(own.current().expiryMillis()).isEqualTo(1_500 + 2 * HALF_LIFE);
        assertThat(own.nextDeadline()).isEqualTo(1_500 + HALF_LIFE);
    }

    @Test
    void anotherLifeNeverUsesANumberOfTheFirst() {
        OwnRecord next = bornWith(100);

        next.wake(0, out);
        Action.Persist reservation = reservation();
        next.persisted(reservation.token(), 0, out);

        assertThat(reservation.entries()).containsExactly(new Entry.RecordSequence(200));
        assertThat(next.current().sequence()).isEqualTo(101);
    }

    @Test
    void theRecordIsRenewedAtHalfOfItsLifeAndOneWriteLastsForAHundred() {
        own.wake(0, out);
        own.persisted(reservation().token(), 0, out);
        int writes = 0;
        for (int i = 1; i <= 150; i++) {
            long now = own.nextDeadline();
            own.wake(now, out);
            for (Action action : out.drain()) {
                writes++;
                own.persisted(((Action.Persist) action).token(), now, out);
            }
            assertThat(own.current().sequence()).isEqualTo(i + 1);
            assertThat(own.nextDeadline()).isEqualTo(now + HALF_LIFE);
        }

        assertThat(writes).isOne();
    }

    @Test
    void aChangeOfRolesIsSaidInANewRecord() {
        own.wake(0, out);
        own.persisted(reservation().token(), 0, out);

        own.offer(List.of(Role.FULL, Role.PRODUCER));
        assertThat(own.nextDeadline()).isZero();
        own.wake(10, out);

        assertThat(own.current().roles()).containsExactly(Role.FULL, Role.PRODUCER);
        assertThat(own.current().sequence()).isEqualTo(2);
        assertThat(out.drain()).isEmpty();
    }
}
