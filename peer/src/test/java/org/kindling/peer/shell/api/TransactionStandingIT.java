package org.kindling.peer.shell.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kindling.peer.shell.api.OnePeer.settle;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kindling.peer.shell.api.TransactionStanding.Indexed;
import org.kindling.peer.shell.api.TransactionStanding.Standing;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.ledger.Address;
import org.kindling.protocol.ledger.Height;
import org.kindling.protocol.ledger.Transaction;

final class TransactionStandingIT {
    private static final int NEWEST_BLOCKS_MAX = 2;

    @TempDir
    Path folder;

    @Test
    void nothingIsSaidToBeNowhereWhileThereAreBlocksThatNobodyHasLookedThrough() throws Exception {
        try (OnePeer peer = OnePeer.mining(folder)) {
            peer.until(view -> view.head().height().value() > 3);

            assertThatThrownBy(() -> settle(stranger(peer, 0)))
                    .cause()
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("at height 0 of");
            assertThat(settle(stranger(peer, 1_000))).isEmpty();
        }
    }

    @Test
    void whatIsInABlockIsKnownWhenItIsHandedInAgainEvenAfterItsExpiry() throws Exception {
        try (OnePeer peer = OnePeer.mining(folder)) {
            Height expiry =
                    settle(peer.node.ask(view -> Height.of(view.head().height().value() + 4)));
            Transaction lasting = peer.payment(0);
            Transaction brief = peer.order(peer.spec, 1, 100, expiry).sign(OnePeer.RICH);
            hand(peer, lasting);
            hand(peer, brief);
            peer.until(
                    view -> view.account(Address.of(OnePeer.RICH.publicKey())).nonce() == 2);
            peer.until(view -> view.head().height().compareTo(expiry) > 0);

            assertThat(hand(peer, lasting)).isEqualTo("known");
            assertThat(hand(peer, brief)).isEqualTo("known");
        }
    }

    @Test
    void anotherTransactionWithAUsedNonceIsRefused() throws Exception {
        try (OnePeer peer = OnePeer.mining(folder)) {
            hand(peer, peer.payment(0));
            peer.until(
                    view -> view.account(Address.of(OnePeer.RICH.publicKey())).nonce() == 1);

            Spoken answer = peer.post(
                    "/v1/txs", OnePeer.body(peer.order(peer.spec, 0, 7).sign(OnePeer.RICH)));

            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.fault()).isEqualTo("nonce-used");
        }
    }

    private static String hand(OnePeer peer, Transaction transaction) throws Exception {
        Spoken answer = peer.post("/v1/txs", OnePeer.body(transaction));
        assertThat(answer.status()).as(answer.text()).isIn(200, 202);
        return answer.json().getString("level");
    }

    private static io.vertx.core.Future<Optional<Standing>> stranger(OnePeer peer, long reach) {
        TransactionStanding standing = new TransactionStanding(peer.node, NEWEST_BLOCKS_MAX);
        return peer.node.ask(
                view -> standing.standing(view, Hash.ZERO, new Indexed(Optional.empty(), Height.of(reach))));
    }
}
