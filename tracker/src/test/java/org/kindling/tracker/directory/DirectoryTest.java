package org.kindling.tracker.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kindling.tracker.directory.World.NETWORK;
import static org.kindling.tracker.directory.World.OTHER_NETWORK;
import static org.kindling.tracker.directory.World.host;
import static org.kindling.tracker.directory.World.refused;
import static org.kindling.tracker.directory.World.welcomed;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.announce.Announce;
import org.kindling.protocol.announce.Announce.Occasion;
import org.kindling.protocol.announce.AnnounceReply;
import org.kindling.protocol.crypto.Signature;
import org.kindling.protocol.crypto.SignatureRule;
import org.kindling.protocol.identity.PeerRecord;

final class DirectoryTest {
    private static final long MINUTE = 60_000;
    private static final long DAY = 24 * 60 * MINUTE;

    private final World world = World.standard();
    private final Announcer alice = Announcer.at(1, host(80, 1, 1, 1));
    private final Announcer bob = Announcer.at(2, host(90, 2, 2, 2));

    @Test
    void whoComesSecondHearsOfTheFirst() {
        world.announce(alice, Occasion.STARTED);

        AnnounceReply reply = welcomed(world.announce(bob, Occasion.STARTED));

        assertThat(reply.records()).containsExactly(alice.record());
        assertThat(reply.swarmSize()).isEqualTo(2);
        assertThat(reply.seenHost()).isEqualTo("90.2.2.2");
        assertThat(reply.intervalMillis()).isBetween(54_000L, 66_000L);
        assertThat(reply.intervalMillisMin()).isEqualTo(15_000);
    }

    @Test
    void nobodyHearsOfThemselves() {
        world.announce(alice, Occasion.STARTED);
        world.passMillis(MINUTE);

        AnnounceReply reply = welcomed(world.announce(alice, Occasion.REGULAR));

        assertThat(reply.records()).isEmpty();
    }

    @Test
    void aForgedRecordNeverBecomesAVerifiedAnnounce() {
        PeerRecord forged =
                new PeerRecord(alice.record().content(), bob.record().signature());
        PeerRecord nonsense = new PeerRecord(alice.record().content(), new Signature(Bytes.of(new byte[64])));

        Optional<VerifiedAnnounce> stolen = verify(forged);
        Optional<VerifiedAnnounce> empty = verify(nonsense);

        assertThat(stolen).isEmpty();
        assertThat(empty).isEmpty();
    }

    @Test
    void networksDoNotHearOfEachOther() {
        Announcer stranger =
                new Announcer(bob.key(), bob.seen(), bob.endpoint(), OTHER_NETWORK, bob.sequence(), bob.expiryMillis());
        world.announce(alice, Occasion.STARTED);

        AnnounceReply reply = welcomed(world.announce(stranger, Occasion.STARTED));

        assertThat(reply.records()).isEmpty();
        assertThat(reply.swarmSize()).isEqualTo(1);
    }

    @Test
    void aRecordOfAnotherNetworkIsRefused() {
        Announce confused = new Announce(OTHER_NETWORK, alice.record(), Occasion.STARTED, 32);

        Answer answer = world.announce(confused, alice.seen());

        assertThat(refused(answer).reason()).isEqualTo(Refusal.RECORD_OF_ANOTHER_NETWORK);
    }

    @Test
    void aPeerThatFallsSilentIsListedForThreeMinutesAndNeverAfter() {
        world.announce(alice, Occasion.STARTED);

        world.passMillis(3 * MINUTE - 1);
        AnnounceReply before = welcomed(world.announce(bob, Occasion.STARTED));
        world.passMillis(1);
        AnnounceReply after = welcomed(world.announce(bob, Occasion.STARTED));

        assertThat(before.records()).containsExactly(alice.record());
        assertThat(after.records()).isEmpty();
        assertThat(after.swarmSize()).isEqualTo(1);
    }

    @Test
    void aRecordIsNotListedBeyondItsOwnExpiry() {
        world.announce(alice.withExpiryMillis(world.nowMillis() + 10_000), Occasion.STARTED);

        world.passMillis(10_000);
        AnnounceReply reply = welcomed(world.announce(bob, Occasion.STARTED));

        assertThat(reply.records()).isEmpty();
    }

    @Test
    void expiredAndTooLongLivedRecordsAreRefused() {
        Announcer late = alice.withExpiryMillis(world.nowMillis());
        Announcer greedy = alice.withExpiryMillis(world.nowMillis() + DAY + 11 * MINUTE);
        Announcer clockALittleAhead = alice.withExpiryMillis(world.nowMillis() + DAY + 9 * MINUTE);

        Answer tooLate = world.announce(late, Occasion.STARTED);
        Answer tooLong = world.announce(greedy, Occasion.STARTED);
        Answer justSo = world.announce(clockALittleAhead, Occasion.STARTED);

        assertThat(refused(tooLate).reason()).isEqualTo(Refusal.RECORD_EXPIRED);
        assertThat(refused(tooLong).reason()).isEqualTo(Refusal.RECORD_TOO_LONG_LIVED);
        assertThat(welcomed(justSo).swarmSize()).isEqualTo(1);
    }

    @Test
    void anUnchangedRecordThatComesTooEarlyIsToldWhenToComeAgain() {
        world.announce(alice, Occasion.STARTED);
        world.passMillis(5_000);

        Answer.Refused early = refused(world.announce(alice, Occasion.REGULAR));
        world.passMillis(early.retryAfterMillis());
        Answer inTime = world.announce(alice, Occasion.REGULAR);

        assertThat(early).isEqualTo(new Answer.Refused(Refusal.TOO_EARLY, 10_000));
        assertThat(welcomed(inTime).swarmSize()).isEqualTo(1);
    }

    @Test
    void startingStoppingAndNewsAreNeverTooEarly() {
        world.announce(alice, Occasion.STARTED);

        Answer again = world.announce(alice, Occasion.STARTED);
        Answer news = world.announce(alice.withSequence(2), Occasion.REGULAR);
        Answer farewell = world.announce(alice.withSequence(2), Occasion.STOPPED);

        assertThat(List.of(again, news, farewell)).allSatisfy(answer -> welcomed(answer));
        assertThat(world.peersListed()).isZero();
    }

    @Test
    void aClockThatWasSetBackLocksNobodyOut() {
        world.announce(alice, Occasion.STARTED);
        world.passMillis(-60 * MINUTE);

        Answer answer = world.announce(alice, Occasion.REGULAR);

        assertThat(welcomed(answer).swarmSize()).isEqualTo(1);
    }

    @Test
    void anOldSequenceAndASecondRecordOfOneSequenceAreRefused() {
        world.announce(alice.withSequence(5), Occasion.STARTED);

        Answer old = world.announce(alice.withSequence(4), Occasion.STARTED);
        Answer second =
                world.announce(alice.withSequence(5).withExpiryMillis(world.nowMillis() + DAY), Occasion.STARTED);
        Answer oldFarewell = world.announce(alice.withSequence(4), Occasion.STOPPED);

        assertThat(List.of(old, second, oldFarewell))
                .allSatisfy(answer -> assertThat(refused(answer).reason()).isEqualTo(Refusal.STALE_SEQUENCE));
        assertThat(world.peersListed()).isEqualTo(1);
    }

    @Test
    void aStrangerWithACopyOfARecordCanNeitherEndNorMoveNorProlongTheLease() {
        world.announce(alice, Occasion.STARTED);
        world.passMillis(2 * MINUTE);
        Announcer thief = alice.seenFrom(host(66, 6, 6, 6));

        world.announce(thief, Occasion.STOPPED);
        int afterFarewell = world.peersListed();
        world.announce(thief, Occasion.STARTED);
        world.passMillis(MINUTE);

        assertThat(afterFarewell).isEqualTo(1);
        assertThat(world.peersListed()).isZero();
    }

    @Test
    void theAddressThatARecordNamesWinsOverTheStrangerWhoWasFirst() {
        Announcer thief = alice.seenFrom(host(66, 6, 6, 6));
        world.announce(thief, Occasion.STARTED);
        world.announce(alice, Occasion.REGULAR);

        world.announce(thief, Occasion.STOPPED);

        assertThat(world.peersListed()).isEqualTo(1);
    }

    @Test
    void whoSaysFarewellIsForgottenAndHearsNothing() {
        world.announce(alice, Occasion.STARTED);
        world.announce(bob, Occasion.STARTED);

        AnnounceReply farewell = welcomed(world.announce(alice, Occasion.STOPPED));

        assertThat(farewell.records()).isEmpty();
        assertThat(farewell.swarmSize()).isEqualTo(1);
    }

    @Test
    void aPeerWithNowhereToDialMayAskButIsNobodysAnswer() {
        PeerRecord nowhere = new PeerRecord.Content(
                        NETWORK, alice.key().publicKey(), 1, List.of(), List.of(), 0, alice.expiryMillis())
                .sign(alice.key());
        world.announce(bob, Occasion.STARTED);

        AnnounceReply toAlice =
                welcomed(world.announce(new Announce(NETWORK, nowhere, Occasion.STARTED, 32), alice.seen()));
        AnnounceReply toBob = welcomed(world.announce(bob, Occasion.STARTED));

        assertThat(toAlice.records()).containsExactly(bob.record());
        assertThat(toBob.records()).isEmpty();
    }

    @Test
    void aDirectoryThatRestartedEmptyIsFullAgainWithinOneInterval() {
        Map<Announcer, Long> nextMillis = new LinkedHashMap<>();
        for (Announcer peer : World.peers(100)) {
            AnnounceReply reply = welcomed(world.announce(peer, Occasion.STARTED));
            nextMillis.put(peer, world.nowMillis() + reply.intervalMillis());
        }
        World restarted = World.standard();
        long restartMillis = restarted.nowMillis();

        nextMillis.entrySet().stream().sorted(Map.Entry.comparingByValue()).forEach(next -> {
            restarted.passMillis(next.getValue() - restarted.nowMillis());
            restarted.announce(next.getKey(), Occasion.REGULAR);
        });

        assertThat(restarted.nowMillis() - restartMillis).isLessThanOrEqualTo(66_000);
        assertThat(restarted.peersListed()).isEqualTo(100);
        Announcer newcomer = Announcer.at(9_999, host(200, 1, 1, 1));
        assertThat(welcomed(restarted.announce(newcomer, Occasion.STARTED)).records())
                .hasSize(32);
    }

    private static Optional<VerifiedAnnounce> verify(PeerRecord record) {
        return VerifiedAnnounce.verify(new Announce(NETWORK, record, Occasion.STARTED, 32), SignatureRule.best());
    }
}
