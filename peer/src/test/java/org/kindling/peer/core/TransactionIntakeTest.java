package org.kindling.peer.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.kindling.peer.boundary.Action;
import org.kindling.peer.boundary.LinkId;
import org.kindling.peer.core.chain.TestLedger;
import org.kindling.protocol.Fault;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.protocol.ledger.Transaction;
import org.kindling.protocol.ledger.TransactionBody;
import org.kindling.protocol.message.Message;

class TransactionIntakeTest {
    private final OnePeer one = new OnePeer().born();
    private final LinkId liar = one.linked(1);
    private final LinkId honest = one.linked(2);
    private final Transaction good = TestLedger.pay(TestLedger.ALICE, 0, TestLedger.BOB, 5);

    private static Transaction alien() {
        TransactionBody body =
                TestLedger.pay(TestLedger.CAROL, 0, TestLedger.BOB, 5).body();
        return new TransactionBody(
                        new NetworkId(Hash.ZERO), 1, body.sender(), 0, body.fee(), body.expiry(), body.payload())
                .sign(TestLedger.CAROL);
    }

    @Test
    void aTransactionInBadCompanyIsStillWelcomeFromOthers() {
        one.hear(liar, new Message.Transactions(List.of(good, alien())));
        one.serve();

        one.hear(honest, new Message.Transactions(List.of(good)));
        one.serve();

        assertThat(one.links()).isOne();
        assertThat(one.peer.view().waiting(good.id())).contains(good);
    }

    @Test
    void aTransactionAfterBadCompanyIsStillAskedForWhenAnnounced() {
        one.hear(liar, new Message.Transactions(List.of(alien(), good)));
        one.serve();

        one.hear(honest, new Message.IHave(List.of(good.id())));

        assertThat(one.sent(honest)).contains(new Message.IWant(List.of(good.id())));
    }

    @Test
    void whoLatelyBroughtUsATransactionKeepsItsSeatWhenAllAreTaken() {
        OnePeer crowded = new OnePeer().born();
        crowded.hosts = number -> "66.6.0." + number;
        int seats = OnePeer.LIMITS.links().inbound();
        for (int number = 1; number <= seats; number++) {
            crowded.linked(number);
        }
        crowded.hear(OnePeer.inbound(seats), new Message.Transactions(List.of(good)));
        crowded.serve();

        crowded.called(OnePeer.inbound(seats + 1));
        crowded.hear(OnePeer.inbound(seats + 1), crowded.hello(OnePeer.inbound(seats + 1)));

        assertThat(crowded.actions).contains(new Action.Close(OnePeer.inbound(seats - 1), Fault.REPLACED));
    }

    @Test
    void aForgedCopyInCheckDoesNotStandInTheWayOfTheTrueOne() {
        Transaction forged = new Transaction(good.body(), TestLedger.BOB.sign(Hash.ZERO));
        one.hear(liar, new Message.Transactions(List.of(forged)));

        one.hear(honest, new Message.Transactions(List.of(good)));
        one.serve();

        assertThat(one.peer.view().waiting(good.id())).contains(good);
        assertThat(one.links()).isOne();
    }
}
