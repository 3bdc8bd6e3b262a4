package org.kindling.peer.core.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kindling.peer.core.session.Someone.inbound;
import static org.kindling.peer.core.session.Someone.outbound;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.kindling.peer.boundary.Direction;
import org.kindling.peer.boundary.Limits;
import org.kindling.peer.boundary.LinkId;
import org.kindling.peer.boundary.PeerView;
import org.kindling.peer.core.session.Greeting;
import org.kindling.peer.core.session.Session;
import org.kindling.peer.core.session.Sessions;
import org.kindling.peer.core.session.Someone;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.message.Message;

class WhereaboutsTest {
    private static final int PORT = 4711;
    private static final String SEEN = "203.0.113.9";
    private static final String ELSEWHERE = "198.51.100.1";
    private static final long MINUTE = 60_000;
    private static final List<Endpoint> FOUND = List.of(new Endpoint(SEEN, PORT));

    private final Sessions sessions =
            new Sessions(Someone.numbered(0).node(), Someone.NETWORK, Limits.standard(), new SplittableRandom(1));
    private final Whereabouts everywhere = new Whereabouts(List.of(), PORT);
    private int people;

    private Session link(LinkId link, String remote, String seenHost) {
        Someone other = Someone.of(Someone.NETWORK, ++people, new Endpoint(remote, 7_000));
        sessions.connected(other.on(link), 0, false);
        Message.Hello said = other.hello();
        Message.Hello hello = new Message.Hello(
                said.version(), said.network(), said.self(), said.tip(), said.agent(), said.timeMillis(), seenHost);
        return ((Greeting.Settled) sessions.greet(link, hello, 0)).session();
    }

    private Session called(String remote, String seenHost) {
        return link(outbound(people + 1), remote, seenHost);
    }

    private static Endpoint at(String host, int port) {
        return new Endpoint(host, port);
    }

    @Test
    void whoListensEverywhereIsFoundWhereTwoOfDifferentNetworksSeeItAtItsOwnPort() {
        assertThat(everywhere.advertised()).isEmpty();

        everywhere.settled(called("11.1.0.1", SEEN));
        everywhere.settled(called("11.2.0.1", SEEN));

        assertThat(everywhere.advertised()).isEqualTo(FOUND);
    }

    @Test
    void aSingleNetworkIsBelievedOnlyIfAllOfItSayTheSameAndNobodyElseSpeaks() {
        everywhere.settled(called("11.1.0.1", SEEN));
        List<Endpoint> byOne = everywhere.advertised();
        Session another = called("11.1.0.2", ELSEWHERE);

        everywhere.settled(another);
        List<Endpoint> inDisagreement = everywhere.advertised();
        everywhere.lost(another);
        everywhere.settled(called("11.2.0.1", ELSEWHERE));

        assertThat(byOne).isEqualTo(FOUND);
        assertThat(inDisagreement).isEmpty();
        assertThat(everywhere.advertised()).isEmpty();
    }

    @Test
    void manyLinksIntoOneNetworkHaveOneVoice() {
        for (int i = 1; i <= 8; i++) {
            everywhere.settled(called("11.1.0." + i, ELSEWHERE));
        }
        everywhere.settled(called("11.2.0.1", SEEN));
        everywhere.settled(called("11.3.0.1", SEEN));

        assertThat(everywhere.advertised()).isEqualTo(FOUND);
    }

    @Test
    void whoCallsUsIsNotBelieved() {
        everywhere.settled(link(inbound(1), "11.1.0.1", ELSEWHERE));
        everywhere.settled(link(inbound(2), "11.2.0.1", ELSEWHERE));

        assertThat(everywhere.advertised()).isEmpty();
    }

    @Test
    void aTrackerIsOneVoiceAndAllSuspectsTogetherAreOne() {
        everywhere.settled(called("11.1.0.1", SEEN));
        everywhere.settled(called("11.2.0.1", ELSEWHERE));
        everywhere.trackerSaw("http://a", "http://a", SEEN);
        List<Endpoint> withTracker = everywhere.advertised();

        everywhere.trackerSaw("http://b", "suspects", ELSEWHERE);
        everywhere.trackerSaw("http://c", "suspects", ELSEWHERE);
        everywhere.trackerSilent("http://a");

        assertThat(withTracker).isEqualTo(FOUND);
        assertThat(everywhere.advertised()).containsExactly(at(ELSEWHERE, PORT));
    }

    @Test
    void aTrackerAloneIsBelievedOfAPublicAddressOnlyByWhoHasNobodyElseAndNeverKnewBetter() {
        Whereabouts linked = new Whereabouts(List.of(), PORT);
        Session silent = called("11.1.0.1", "");
        linked.settled(silent);
        linked.trackerSaw("http://a", "http://a", ELSEWHERE);
        Session only = called("11.2.0.1", SEEN);
        everywhere.settled(only);
        everywhere.lost(only);
        everywhere.trackerSaw("http://a", "http://a", ELSEWHERE);
        Whereabouts born = new Whereabouts(List.of(), PORT);
        born.trackerSaw("http://a", "http://a", SEEN);

        assertThat(linked.advertised()).isEmpty();
        assertThat(everywhere.advertised()).isEqualTo(FOUND);
        assertThat(born.advertised()).isEqualTo(FOUND);
    }

    @Test
    void aTrackerAloneIsBelievedOfAnAddressInOurOwnNetwork() {
        everywhere.settled(called("11.1.0.1", ""));

        everywhere.trackerSaw("http://a", "http://a", "192.168.1.100");

        assertThat(everywhere.advertised()).containsExactly(at("192.168.1.100", PORT));
    }

    @Test
    void aSuspectThatFallsSilentLosesItsShareInTheVoiceOfAll() {
        everywhere.settled(called("11.1.0.1", ELSEWHERE));
        everywhere.settled(called("11.2.0.1", SEEN));
        everywhere.trackerSaw("http://a", "suspects", SEEN);
        List<Endpoint> heard = everywhere.advertised();

        everywhere.trackerSilent("http://a");

        assertThat(heard).isEqualTo(FOUND);
        assertThat(everywhere.advertised()).isEmpty();
    }

    @Test
    void whatTheOperatorNamedStaysWhateverOthersSee() {
        Whereabouts named = new Whereabouts(List.of(at("192.0.2.1", 9_000), at("peer.example", 9_000)), PORT);

        named.settled(called("11.1.0.1", SEEN));
        named.settled(called("11.2.0.1", SEEN));

        assertThat(named.advertised()).containsExactly(at("192.0.2.1", 9_000), at("peer.example", 9_000));
    }

    @Test
    void aWildcardIsNeverAdvertisedAndLoopbackOnlyUntilOthersSeeUsElsewhere() {
        Whereabouts wildcard = new Whereabouts(List.of(at("0.0.0.0", 9_000), at("::", 9_001)), PORT);
        Whereabouts loopback = new Whereabouts(List.of(at("127.0.0.1", 9_000), at("localhost", 9_000)), PORT);
        assertThat(wildcard.advertised()).isEmpty();
        assertThat(loopback.advertised()).hasSize(2);
        Session other = called("11.1.0.1", SEEN);

        wildcard.settled(other);
        loopback.settled(other);

        assertThat(wildcard.advertised()).containsExactly(at(SEEN, 9_000), at(SEEN, 9_001));
        assertThat(loopback.advertised()).containsExactly(at(SEEN, 9_000));
    }

    @Test
    void onOneMachineNothingChanges() {
        Whereabouts local = new Whereabouts(List.of(at("127.0.0.1", PORT)), PORT);

        local.settled(called("127.0.0.1", "127.0.0.1"));
        local.trackerSaw("http://127.0.0.1:7070", "http://127.0.0.1:7070", "127.0.0.1");

        assertThat(local.advertised()).containsExactly(at("127.0.0.1", PORT));
    }

    @Test
    void itComesBackToWhatWasNamedWhenOthersNoLongerAgree() {
        Whereabouts local = new Whereabouts(List.of(at("127.0.0.1", PORT)), PORT);
        Session first = called("11.1.0.1", SEEN);
        Session second = called("11.2.0.1", SEEN);
        local.settled(first);
        local.settled(second);
        List<Endpoint> agreed = local.advertised();

        local.settled(called("11.3.0.1", ELSEWHERE));
        List<Endpoint> stillAgreed = local.advertised();
        local.lost(first);

        assertThat(agreed).isEqualTo(stillAgreed).isEqualTo(FOUND);
        assertThat(local.advertised()).containsExactly(at("127.0.0.1", PORT));
    }

    @Test
    void whoHasLostAllLinksHasNotMoved() {
        Session only = called("11.1.0.1", SEEN);
        everywhere.settled(only);

        everywhere.lost(only);

        assertThat(everywhere.advertised()).isEqualTo(FOUND);
    }

    @Test
    void neighboursBehindTheSameRouterDoNotOutvoteTheInternet() {
        everywhere.settled(called("11.1.0.1", SEEN));
        everywhere.settled(called("11.2.0.1", SEEN));
        for (int i = 1; i <= 5; i++) {
            everywhere.settled(called("192.168.1." + i, "192.168.1.100"));
        }

        assertThat(everywhere.advertised()).isEqualTo(FOUND);
    }

    @Test
    void nobodyInAPrivateNetworkSeesAPublicAddressAndWhatIsNoAddressIsNotHeard() {
        everywhere.settled(called("192.168.1.1", ELSEWHERE));
        everywhere.settled(called("192.168.1.2", "0.0.0.0"));
        everywhere.settled(called("192.168.1.3", "peer.example"));
        everywhere.settled(called("192.168.1.4", ""));
        assertThat(everywhere.advertised()).isEmpty();

        everywhere.settled(called("192.168.1.5", "192.168.1.100"));

        assertThat(everywhere.advertised()).containsExactly(at("192.168.1.100", PORT));
    }

    @Test
    void whoTakesNoCallsFromElsewhereIsNotAdvertisedElsewhere() {
        Whereabouts hidden = new Whereabouts(List.of(), 0);

        hidden.settled(called("11.1.0.1", SEEN));

        assertThat(hidden.advertised()).isEmpty();
    }

    @Test
    void whomNobodyCallsThoughFourLinksStandIsToldWhatToDo() {
        for (int i = 1; i <= 4; i++) {
            everywhere.settled(called("11." + i + ".0.1", SEEN));
        }

        String early = everywhere.source(9 * MINUTE).state();
        String late = everywhere.source(11 * MINUTE).state();

        assertThat(early).isEqualTo("nobody has called this peer yet");
        assertThat(late)
                .startsWith(
                        "nobody has called this peer in 11 minutes, though 4 links stand and others see it at " + SEEN)
                .contains("TCP port " + PORT, "firewall", "--advertise");
        assertThat(everywhere.source(0).name()).isEqualTo(SEEN + ":" + PORT);
        assertThat(everywhere.source(9 * MINUTE).standing()).isEqualTo(PeerView.Standing.WAITING);
        assertThat(everywhere.source(11 * MINUTE).standing()).isEqualTo(PeerView.Standing.FAILS);
    }

    @Test
    void whoHasBeenCalledOnceIsReachable() {
        for (int i = 1; i <= 4; i++) {
            everywhere.settled(called("11." + i + ".0.1", SEEN));
        }
        Session caller = link(new LinkId(Direction.INBOUND, 1), "11.9.0.1", "");
        everywhere.settled(caller);
        everywhere.lost(caller);

        assertThat(everywhere.source(60 * MINUTE).state()).isEqualTo("others have called this peer");
        assertThat(everywhere.source(60 * MINUTE).standing()).isEqualTo(PeerView.Standing.WORKS);
    }
}
