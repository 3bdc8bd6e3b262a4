package org.kindling.protocol.ledger;

import java.util.List;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.Check;
import org.kindling.protocol.crypto.Hash;

/** What a transaction does besides paying its fee. */
public sealed interface Payload {
    /** Units to one or many; the sum is at most {@link Amount#MAX}. */
    record Transfer(List<Payment> payments) implements Payload {
        /** The most payments. */
        public static final int PAYMENTS_MAX = 256;

        public Transfer {
            payments = List.copyOf(payments);
            Check.argument(
                    !payments.isEmpty() && payments.size() <= PAYMENTS_MAX,
                    "a transfer has 1 to %s payments, not %s",
                    PAYMENTS_MAX,
                    payments.size());
            sum(payments);
        }

        /** A transfer to one. */
        public static Transfer to(Address to, Amount amount) {
            return new Transfer(List.of(new Payment(to, amount)));
        }

        /** The sum of all payments; it exists, or the transfer would not. */
        public Amount total() {
            return sum(payments);
        }

        private static Amount sum(List<Payment> payments) {
            Amount total = Amount.ZERO;
            for (Payment payment : payments) {
                total = total.plus(payment.amount());
            }
            return total;
        }

        @Override
        public Amount units() {
            return total();
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.transfer(this);
        }
    }

    /** Bytes kept in the ledger for ever, at most 60 KiB. */
    record Inscription(Bytes content) implements Payload {
        /** The longest content. */
        public static final int BYTES_MAX = 60 * 1024;

        public Inscription {
            Check.argument(
                    content.size() >= 1 && content.size() <= BYTES_MAX,
                    "a record has 1 to %s bytes, not %s",
                    BYTES_MAX,
                    content.size());
        }

        @Override
        public Amount units() {
            return Amount.ZERO;
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.inscription(this);
        }
    }

    /** Proof that a document existed: its SHA-256, nothing of its content. */
    record Notarisation(Hash document) implements Payload {
        @Override
        public Amount units() {
            return Amount.ZERO;
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.notarisation(this);
        }
    }

    /** Units that leave the sender's account besides the fee. */
    Amount units();

    /** Calls the method of this kind. */
    <R> R fold(Cases<R> cases);

    /** One method per kind of payload: forgetting a kind does not compile. */
    interface Cases<R> {
        R transfer(Transfer transfer);

        R inscription(Inscription inscription);

        R notarisation(Notarisation notarisation);
    }
}
