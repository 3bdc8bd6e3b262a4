package org.kindling.cli.demo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.kindling.peer.shell.api.ApiClient;
import org.kindling.peer.shell.api.ApiException;
import org.kindling.protocol.crypto.KeyPair;
import org.kindling.protocol.ledger.Address;
import org.kindling.protocol.ledger.Amount;
import org.kindling.protocol.ledger.Height;
import org.kindling.protocol.ledger.NetworkSpec;
import org.kindling.protocol.ledger.Payload;
import org.kindling.protocol.ledger.Transaction;
import org.kindling.protocol.ledger.TransactionBody;

/**
 * Submits payments among the dev accounts without pause, each through the API of some living peer, until told to stop.
 *
 * <p>A payment counts as submitted when a peer has acknowledged it. If the peer dies meanwhile, the very same transaction is handed to another.
 */
final class Payments implements Runnable {
    private static final long PAUSE_MILLIS = 100;

    private final NetworkSpec spec;
    private final List<KeyPair> accounts;
    private final Supplier<List<ApiClient>> peers;
    private final RandomGenerator random;
    private final long[] nonces;
    private final List<String> acknowledged = new CopyOnWriteArrayList<>();
    private final Stopper stopper = new Stopper();

    Payments(NetworkSpec spec, List<KeyPair> accounts, Supplier<List<ApiClient>> peers, RandomGenerator random) {
        this.spec = spec;
        this.accounts = new ArrayList<>(accounts);
        this.peers = peers;
        this.random = random;
        this.nonces = new long[accounts.size()];
    }

    @Override
    public void run() {
        for (int turn = 0; !stopper.isStopped(); turn = (turn + 1) % accounts.size()) {
            submit(next(turn));
            stopper.pause(PAUSE_MILLIS);
        }
    }

    private Transaction next(int turn) {
        KeyPair from = accounts.get(turn);
        Address to = Address.of(accounts.get((turn + 1) % accounts.size()).publicKey());
        return new TransactionBody(
                        spec.id(),
                        spec.branch(),
                        from.publicKey(),
                        nonces[turn]++,
                        Amount.of(1 + random.nextLong(20)),
                        Height.of(1_000_000),
                        Payload.Transfer.to(to, Amount.of(1 + random.nextLong(100))))
                .sign(from);
    }

    private void submit(Transaction transaction) {
        while (true) {
            try {
                somebody().submit(transaction);
                acknowledged.add(transaction.id().hex());
                return;
            } catch (ApiException e) {
                if (e.slug().equals("nonce-used")) {
                    acknowledged.add(transaction.id().hex());
                    return;
                }
                stopper.pause(PAUSE_MILLIS);
            } catch (IOException e) {
                stopper.pause(PAUSE_MILLIS);
            }
            if (stopper.isStopped()) {
                return;
            }
        }
    }

    private ApiClient somebody() throws IOException {
        List<ApiClient> living = peers.get();
        if (living.isEmpty()) {
            throw new IOException("nobody is left to hand it to");
        }
        return living.get(random.nextInt(living.size()));
    }

    void stop() {
        stopper.stop();
    }

    /** Ids of everything some peer has acknowledged. */
    List<String> acknowledged() {
        return List.copyOf(acknowledged);
    }
}
