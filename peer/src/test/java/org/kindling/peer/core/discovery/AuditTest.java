package org.kindling.peer.core.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kindling.peer.core.discovery.Town.TRACKER;
import static org.kindling.peer.core.discovery.Town.TRACKER_KEY;
import static org.kindling.peer.core.discovery.Town.TRACKER_UP;
import static org.kindling.peer.core.discovery.Town.asks;
import static org.kindling.peer.core.discovery.Town.dials;
import static org.kindling.peer.core.discovery.Town.facts;
import static org.kindling.peer.core.discovery.Town.someone;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.kindling.peer.boundary.Action;
import org.kindling.peer.boundary.PeerView;
import org.kindling.peer.boundary.TrackerFact;
import org.kindling.peer.core.session.Someone;
import org.kindling.protocol.announce.Announce;
import org.kindling.protocol.announce.Listing;
import org.kindling.protocol.announce.Standing;
import org.kindling.protocol.announce.TrackerHead;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.crypto.KeyPair;
import org.kindling.protocol.identity.NodeId;
import org.kindling.protocol.message.Message;

class AuditTest {
    private static final int MINUTE = 60_000;
    private static final KeyPair OTHER_KEY =
            KeyPair.fromSeed(Hash.sha256(new byte[] {2}).bytes());

    private final Town town = new Town(5, List.of(TRACKER), List.of());
    private final Someone neighbour = someone(1);
    private final List<Action> seen = new ArrayList<>();

    /** Sleeps until the tracker is asked; whoever is called meanwhile does not answer. */
    private void untilAsked() {
        List<Action> actions = List.of();
        long end = town.now + 5 * MINUTE;
        while (asks(actions).isEmpty() && town.now < end) {
            actions = town.sleepUntil(end);
            seen.addAll(actions);
            dials(actions).forEach(town::refuse);
        }
        assertThat(asks(actions)).isNotEmpty();
    }

    private void answer(Function<NodeId, Standing> standing) {
        town.trackerAnswers(TRACKER, TRACKER_KEY, List.of(), standing);
        seen.addAll(town.drain());
        seen.addAll(town.wake());
    }

    private void receipt(Someone from, KeyPair key, long upSinceMillis) {
        town.discovery.audit().receipt(town.head(from, key, Hash.sha256(), Announce.NO_NONCE, upSinceMillis));
        seen.addAll(town.wake());
    }

    private List<TrackerFact.Suspected> suspicions() {
        return facts(TrackerFact.Suspected.class, seen);
    }

    @Test
    void whoIsHiddenThoughItsReceiptSaysItIsListedMakesTheTrackerSuspectOnce() {
        town.call(neighbour);
        untilAsked();
        answer(node -> Standing.ABSENT);
        assertThat(suspicions()).isEmpty();
        town.now += 1_000;

        receipt(neighbour, TRACKER_KEY, TRACKER_UP);
        receipt(neighbour, TRACKER_KEY, TRACKER_UP);

        assertThat(suspicions())
                .containsExactly(
                        new TrackerFact.Suspected(TRACKER, "it hides peer " + neighbour.node() + ", which it lists"));
        assertThat(town.discovery.neighbourhood().sources())
                .extracting(PeerView.Source::state)
                .anySatisfy(state -> assertThat(state).startsWith("TRACKER_SUSPECT: it hides"));
    }

    @Test
    void whoWasListedOnlyAfterwardsOrInAnotherLifeOfTheTrackerIsNotHidden() {
        town.call(neighbour);
        untilAsked();
        answer(node -> Standing.ABSENT);
        long absentAt = town.now;
        town.now += 1_000;

        receipt(neighbour, TRACKER_KEY, absentAt + 500);
        receipt(neighbour, OTHER_KEY, TRACKER_UP);

        assertThat(suspicions()).isEmpty();
    }

    @Test
    void whoShowsDifferentMembersOfOneMomentIsSuspected() {
        town.call(neighbour);
        untilAsked();
        answer(node -> Standing.UNNAMED);
        TrackerHead.Content same = town.head(neighbour, TRACKER_KEY, Hash.sha256(), Announce.NO_NONCE, TRACKER_UP)
                .content();

        town.discovery
                .audit()
                .receipt(new TrackerHead.Content(
                                same.network(),
                                same.tracker(),
                                same.nonce(),
                                same.caller(),
                                same.timeMillis(),
                                same.upSinceMillis(),
                                same.listedSinceMillis(),
                                same.snapshotMillis(),
                                same.swarmSize(),
                                Hash.sha256(new byte[] {9}),
                                same.answer())
                        .sign(TRACKER_KEY));
        seen.addAll(town.wake());

        assertThat(suspicions())
                .extracting(TrackerFact.Suspected::reason)
                .containsExactly("it shows different members to different peers");
    }

    @Test
    void whoKeepsBackSomebodyItSaysItNamesIsSuspected() {
        town.call(neighbour);
        untilAsked();

        answer(node -> Standing.NAMED);

        assertThat(suspicions())
                .singleElement()
                .satisfies(suspect -> assertThat(suspect.reason()).startsWith("it keeps back"));
    }

    @Test
    void ourReceiptIsShownToOurNeighbours() {
        town.call(neighbour);
        untilAsked();

        answer(node -> Standing.UNNAMED);

        assertThat(Town.only(Action.Send.class, seen))
                .extracting(Action.Send::message)
                .hasAtLeastOneElementOfType(Message.Receipt.class);
    }

    @Test
    void anotherKeyIsBelievedOnlyOfALifeThatBeganLater() {
        town.call(neighbour);
        untilAsked();
        answer(node -> Standing.UNNAMED);
        untilAsked();

        town.trackerAnswers(TRACKER, OTHER_KEY, List.of(), node -> Standing.UNNAMED);

        assertThat(town.discovery.neighbourhood().sources())
                .extracting(PeerView.Source::state)
                .contains("silent: it signs with another key than before");
    }

    /** Names so many peers in each of ten answers, all said to have been reached just now, none of which answers. */
    private void nameStrangersThatDoNotAnswer(boolean areReached, int secondsAgo) {
        for (int round = 0; round < 10; round++) {
            untilAsked();
            int from = 100 + 20 * round;
            List<Listing> listings = IntStream.range(from, from + 20)
                    .mapToObj(number -> new Listing(someone(number).record(), secondsAgo, areReached))
                    .toList();
            town.discovery.learned(
                    town.trackerAnswers(TRACKER, TRACKER_KEY, listings, node -> Standing.UNNAMED), TRACKER, town.now);
            List<Action> actions = town.wake();
            seen.addAll(actions);
            dials(actions).forEach(town::refuse);
            seen.addAll(town.wake());
        }
    }

    private void somebodyAnswersUs() {
        town.discovery.befriend(someone(50).endpoint(), town.now);
        town.answer(town.nextDials(MINUTE).get(0), someone(50));
    }

    @Test
    void whoNamesPeersThatItReachedJustNowAndThatDoNotAnswerIsSuspected() {
        somebodyAnswersUs();

        nameStrangersThatDoNotAnswer(true, 1);

        assertThat(suspicions())
                .singleElement()
                .satisfies(suspect -> assertThat(suspect.reason()).contains("claims to have reached just now"));
    }

    @Test
    void whoNamesPeersThatItNeverReachedOrHeardOfLongAgoIsNot() {
        somebodyAnswersUs();

        nameStrangersThatDoNotAnswer(false, 1);
        nameStrangersThatDoNotAnswer(true, Trials.FRESH_SECONDS_MAX + 1);

        assertThat(suspicions()).isEmpty();
    }

    @Test
    void ifNobodyEverAnswersUsTheFaultMayBeOurs() {
        nameStrangersThatDoNotAnswer(true, 1);

        assertThat(suspicions()).isEmpty();
    }
}
