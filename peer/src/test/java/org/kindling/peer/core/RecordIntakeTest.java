package org.kindling.peer.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.kindling.peer.boundary.Action;
import org.kindling.peer.boundary.Fact;
import org.kindling.peer.boundary.LinkId;
import org.kindling.peer.core.chain.TestLedger;
import org.kindling.peer.core.validation.CheckRecords;
import org.kindling.protocol.Fault;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.PeerRecord;
import org.kindling.protocol.message.Message;

class RecordIntakeTest {
    private final OnePeer one = new OnePeer().born();

    private List<PeerRecord> strangers(int from, int count) {
        List<PeerRecord> records = new ArrayList<>();
        for (int i = from; i < from + count; i++) {
            records.add(one.record(TestLedger.key("stranger " + i), new Endpoint("10.2.0." + i, 7000)));
        }
        return records;
    }

    private int recordsInCheck() {
        return one.actions.stream()
                .filter(action -> action instanceof Action.Compute compute && compute.work() instanceof CheckRecords)
                .mapToInt(action -> ((CheckRecords) ((Action.Compute) action).work())
                        .records()
                        .size())
                .sum();
    }

    @Test
    void recordsNobodyAskedForAreNotCheckedAndEndInTheEndTheLink() {
        LinkId link = one.linked(1);
        Message records = new Message.Peers(strangers(1, 8), new Message.Reach(0, 0));
        one.hear(link, records);
        one.serve();
        one.actions.clear();

        for (int i = 0; i < 200; i++) {
            one.hear(link, records);
        }

        assertThat(recordsInCheck()).isZero();
        assertThat(one.actions).contains(new Action.Close(link, Fault.UNASKED));
        assertThat(one.facts()).noneMatch(Fact.PeerPenalised.class::isInstance);
    }

    @Test
    void ofOneLinkNoMoreIsInCheckThanOneMessageCarries() {
        LinkId link = one.linked(1);
        for (int i = 0; one.sent(link, Message.GetPeers.class).isEmpty(); i++) {
            one.pass(10_000);
            one.hear(link, new Message.Ping(i));
        }
        one.hear(link, new Message.Peers(strangers(1, Message.RECORDS_MAX), new Message.Reach(0, 0)));

        one.hear(link, new Message.Goodbye(Fault.LEAVING, strangers(100, Message.OTHERS_MAX)));

        assertThat(recordsInCheck()).isEqualTo(OnePeer.LIMITS.discovery().recordsCheckedAtOnce());
    }

    @Test
    void aStrangerThatCallsAndSaysGoodbyeAtOnceHasNothingChecked() {
        LinkId link = OnePeer.inbound(1);
        one.called(link);

        one.hear(link, new Message.Goodbye(Fault.FULL, strangers(1, Message.OTHERS_MAX)));

        assertThat(recordsInCheck()).isZero();
    }

    @Test
    void whoWasNeverInOurMeshHasNothingCheckedForPruningUs() {
        LinkId link = one.linked(1);
        Message prune = new Message.Prune(1, strangers(1, Message.OTHERS_MAX));
        one.hear(link, new Message.Prune(1, List.of()));

        one.hear(link, prune);

        assertThat(recordsInCheck()).isZero();
    }
}
