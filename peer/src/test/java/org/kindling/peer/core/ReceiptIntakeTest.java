package org.kindling.peer.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kindling.peer.boundary.Action;
import org.kindling.peer.boundary.Event;
import org.kindling.peer.boundary.Instruction;
import org.kindling.peer.boundary.LinkId;
import org.kindling.peer.boundary.PeerView;
import org.kindling.peer.core.chain.TestLedger;
import org.kindling.protocol.announce.Announce;
import org.kindling.protocol.announce.AnnounceReply;
import org.kindling.protocol.announce.Standing;
import org.kindling.protocol.announce.TrackerHead;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.crypto.KeyPair;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.NodeId;

class ReceiptIntakeTest {
    private static final String TRACKER = "http://tracker.example";
    private static final KeyPair KEY = TestLedger.key("tracker");
    private static final KeyPair OTHER_KEY = TestLedger.key("whoever stands between");
    private static final String HOME = "10.9.9.9";
    private static final String ELSEWHERE = "10.8.8.8";
    private static final long UP = 1_000;

    private final OnePeer one = new OnePeer(List.of(), List.of(TRACKER));

    @BeforeEach
    void isBornAndFoundByTheTracker() {
        one.step(new Event.Woke());
        one.serve();
        answer(KEY, KEY, HOME);
        assertThat(advertised()).containsExactly(new Endpoint(HOME, 7000));
    }

    private List<Endpoint> advertised() {
        return one.peer.view().self().endpoints();
    }

    /** Lets time pass until the tracker is asked, and answers. */
    private void answer(KeyPair named, KeyPair signing, String seenHost) {
        List<Announce> asked = asked();
        for (int seconds = 0; asked.isEmpty() && seconds < 300; seconds++) {
            one.pass(1_000);
            one.serve();
            asked = asked();
        }
        Announce announce = asked.get(0);
        one.actions.removeIf(Action.AskTracker.class::isInstance);
        AnnounceReply.Content content = new AnnounceReply.Content(
                60_000,
                15_000,
                seenHost,
                List.of(),
                announce.about().stream().map(node -> Standing.UNNAMED).toList());
        TrackerHead.Content head = new TrackerHead.Content(
                announce.network(),
                signing.publicKey(),
                announce.nonce(),
                NodeId.of(TestLedger.key("node").publicKey()),
                one.now,
                UP,
                UP,
                UP,
                2,
                Hash.ZERO,
                signing == named ? content.digest() : Hash.ZERO);
        AnnounceReply reply = new AnnounceReply(content, head.sign(signing));
        one.step(new Event.TrackerAnswered(TRACKER, reply));
        one.serve();
    }

    /** A call of the peer's own, up but not greeted. */
    private LinkId dialled() {
        one.actions.clear();
        one.step(new Event.Instructed(new Instruction.Befriend(new Endpoint("10.0.1.1", 7000))));
        return one.actions.stream()
                .filter(Action.Dial.class::isInstance)
                .map(action -> ((Action.Dial) action).link())
                .findFirst()
                .orElseThrow();
    }

    private List<Announce> asked() {
        return one.actions.stream()
                .filter(Action.AskTracker.class::isInstance)
                .map(action -> ((Action.AskTracker) action).announce())
                .toList();
    }

    @Test
    void anAnswerThatIsRefusedDoesNotSayWhereWeAre() {
        answer(OTHER_KEY, OTHER_KEY, ELSEWHERE);

        assertThat(one.peer.view().neighbourhood().sources())
                .extracting(PeerView.Source::state)
                .contains("silent: it signs with another key than before");
        assertThat(advertised()).containsExactly(new Endpoint(HOME, 7000));
    }

    @Test
    void aTrackerWhoseAnswerIsRefusedHasNoVoiceUntilItIsBelievedAgain() {
        answer(OTHER_KEY, OTHER_KEY, HOME);
        one.seenHost = ELSEWHERE;

        one.linked(dialled());

        assertThat(advertised()).containsExactly(new Endpoint(ELSEWHERE, 7000));
    }

    @Test
    void aTrackerWhoseAnswerIsNotTrulySignedHasNoVoiceEither() {
        answer(OTHER_KEY, KEY, HOME);
        one.seenHost = ELSEWHERE;

        one.linked(dialled());

        assertThat(advertised()).containsExactly(new Endpoint(ELSEWHERE, 7000));
    }

    @Test
    void aTrackerThatIsBelievedAndALinkThatSaysOtherwiseLeaveItOpen() {
        one.seenHost = ELSEWHERE;

        one.linked(dialled());

        assertThat(advertised()).isEmpty();
    }
}
