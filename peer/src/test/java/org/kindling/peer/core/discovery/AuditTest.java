package org.kindling.peer.core.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kindling.peer.core.discovery.Town.TRACKER;
import static org.kindling.peer.core.discovery.Town.TRACKER_KEY;
import static org.kindling.peer.core.discovery.Town.TRACKER_UP;
import static org.kindling.peer.core.discovery.Town.asks;
import static org.kindling.peer.core.discovery.Town.dials;
import static org.kindling.peer.core.discovery.Town.facts;
import static org.kindling.peer.core.discovery.Town.people;
import static org.kindling.peer.core.discovery.Town.someone;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
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
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.NodeId;
import org.kindling.protocol.identity.PeerRecord;
import org.kindling.protocol.message.Message;

class AuditTest {
    private static final int MINUTE = 60_000;
    private static final KeyPair OTHER_KEY =
            KeyPair.fromSeed(Hash.sha256(new byte[] {2}).bytes());

    private final Town town = new Town(5, List.of(TRACKER), List.of());
    private final Someone neighbour = someone(1);
    private final List<Action> seen = new ArrayList<>();
    private int rounds = 10;
    private IntFunction<Endpoint> host = number -> someone(number).endpoint();
    private boolean wasPlanned;

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
        assertThat(town.discovery.neighbourhood().sources()).anySatisfy(source -> {
            assertThat(source.state()).startsWith("TRACKER_SUSPECT: it hides");
            assertThat(source.standing()).isEqualTo(PeerView.Standing.SUSPECT);
        });
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

    /** Names twenty peers in each of ten answers, all said to have been reached just now, none of which answers. */
    private void nameStrangersThatDoNotAnswer(boolean areReached, int secondsAgo) {
        for (int round = 0; round < rounds; round++) {
            untilAsked();
            int from = 100 + 20 * round;
            List<Listing> listings = IntStream.range(from, from + 20)
                    .mapToObj(number -> new Listing(
                            Someone.of(Town.NETWORK, number, host.apply(number)).record(), secondsAgo, areReached))
                    .toList();
            town.discovery.learned(
                    town.trackerAnswers(TRACKER, TRACKER_KEY, listings, node -> Standing.UNNAMED), TRACKER, town.now);
            wasPlanned = town.discovery.audit().isDue();
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
    void whoNamesPeersThatItReachedAWhileAgoAndHardlyAnyAnswersIsSuspected() {
        somebodyAnswersUs();

        nameStrangersThatDoNotAnswer(true, Trials.Freshness.JUST_NOW.secondsMax() + 1);

        assertThat(suspicions())
                .singleElement()
                .satisfies(suspect -> assertThat(suspect.reason()).contains("claims to have reached within a minute"));
    }

    @Test
    void whoNamesPeersThatItNeverReachedOrHeardOfLongAgoIsNot() {
        somebodyAnswersUs();

        nameStrangersThatDoNotAnswer(false, 1);
        nameStrangersThatDoNotAnswer(true, Trials.Freshness.LATELY.secondsMax() + 1);

        assertThat(suspicions()).isEmpty();
    }

    @Test
    void whoForAllOfEightMinutesHasHeardOfHardlyAnybodyWithinAnIntervalIsSuspected() {
        town.call(someone(51));
        town.call(someone(52));

        nameStrangersThatDoNotAnswer(true, 170);

        assertThat(suspicions())
                .singleElement()
                .satisfies(suspect -> assertThat(suspect.reason()).contains("heard of 0 within an announce interval"));
    }

    @Test
    void anOutageExplainsWhyNobodyWasHeardOfLately() {
        town.call(someone(51));
        town.call(someone(52));

        for (int outage = 0; outage < 2; outage++) {
            rounds = 7;
            nameStrangersThatDoNotAnswer(true, 170);
            untilAsked();
            town.trackerIsSilent(TRACKER);
        }

        assertThat(suspicions()).isEmpty();
    }

    @Test
    void nobodyIsCalledToSeeWhetherASuspectToldTheTruth() {
        somebodyAnswersUs();
        rounds = 1;
        nameStrangersThatDoNotAnswer(true, 1);
        boolean isPlannedBefore = wasPlanned;
        town.discovery.audit().forged(TRACKER);

        nameStrangersThatDoNotAnswer(true, 1);

        assertThat(isPlannedBefore).isTrue();
        assertThat(wasPlanned).isFalse();
    }

    @Test
    void whatATrackerSaysOfOurAddressDoesNotKeepStrangersFromBeingTried() {
        Someone far = Someone.of(Town.NETWORK, 60, new Endpoint("203.0.113.60", 7_000));
        town.discovery.befriend(far.endpoint(), town.now);
        town.answer(town.nextDials(MINUTE).get(0), far);
        host = number -> new Endpoint("11.0." + number % 256 + "." + (1 + number / 256), 7_000);

        nameStrangersThatDoNotAnswer(true, 1);

        assertThat(suspicions())
                .singleElement()
                .satisfies(suspect -> assertThat(suspect.reason()).contains("claims to have reached just now"));
    }

    @Test
    void strangersInTheInternetAreNotTriedByWhoHasNoLinkThere() {
        somebodyAnswersUs();
        host = number -> new Endpoint("11.0." + number % 256 + "." + (1 + number / 256), 7_000);

        nameStrangersThatDoNotAnswer(true, 1);

        assertThat(suspicions()).isEmpty();
    }

    /** Links with so many, each in a network group of its own; what they say of themselves is heard. */
    private void neighboursInNetworks(int count, List<Endpoint> endpoints) {
        for (int i = 1; i <= count; i++) {
            Someone other = Someone.of(Town.NETWORK, i, new Endpoint("11." + i + ".0.1", 7_000));
            town.call(other);
            PeerRecord record = new PeerRecord.Content(
                            Town.NETWORK,
                            other.pair().publicKey(),
                            2,
                            endpoints,
                            List.of(),
                            0,
                            other.record().expiryMillis())
                    .sign(other.pair());
            town.discovery.learned(List.of(record), "neighbours", town.now);
        }
    }

    private void sixAnswers(Function<NodeId, Standing> standing) {
        for (int round = 0; round < 6; round++) {
            untilAsked();
            answer(standing);
        }
    }

    @Test
    void whoNeverNamesNeighboursInFourNetworksThoughThereIsRoomIsSuspected() {
        neighboursInNetworks(4, List.of(new Endpoint("peer.example", 7_000)));

        sixAnswers(node -> Standing.UNNAMED);

        assertThat(suspicions())
                .singleElement()
                .satisfies(suspect -> assertThat(suspect.reason()).startsWith("it never names neighbours"));
    }

    @Test
    void threeNeighboursCannotMakeATrackerSuspectByTellingItAnotherRecord() {
        neighboursInNetworks(4, List.of(new Endpoint("peer.example", 7_000)));
        NodeId fourth =
                Someone.of(Town.NETWORK, 4, new Endpoint("11.4.0.1", 7_000)).node();

        sixAnswers(node -> node.equals(fourth) ? Standing.ABSENT : Standing.UNNAMED);

        assertThat(suspicions()).isEmpty();
    }

    @Test
    void manyNeighboursInOneNetworkCannotEither() {
        people(8).forEach(town::call);

        sixAnswers(node -> Standing.UNNAMED);

        assertThat(suspicions()).isEmpty();
    }

    @Test
    void whoSaysItselfThatItHasNoAddressIsRightlyNotNamed() {
        neighboursInNetworks(4, List.of());

        sixAnswers(node -> Standing.UNNAMED);

        assertThat(suspicions()).isEmpty();
    }

    @Test
    void whoIsNotNamedThoughItHasAnAddressIsAskedWhetherItStillHas() {
        neighboursInNetworks(1, List.of(new Endpoint("peer.example", 7_000)));
        untilAsked();
        seen.clear();

        answer(node -> Standing.UNNAMED);

        assertThat(Town.only(Action.Send.class, seen))
                .extracting(Action.Send::message)
                .contains(new Message.GetPeers(1));
    }

    @Test
    void ifNobodyEverAnswersUsTheFaultMayBeOurs() {
        nameStrangersThatDoNotAnswer(true, 1);

        assertThat(suspicions()).isEmpty();
    }
}
