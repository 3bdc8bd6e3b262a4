package org.kindling.protocol.ledger;

/** What entitles a block to extend the chain. */
public sealed interface Seal {
    /**
     * Proof of work.
     *
     * @param bits the target in Bitcoin's compact form, see {@link Target}
     * @param nonce the number that makes the work hash fall below the target
     */
    record Work(int bits, long nonce) implements Seal {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.work(this);
        }
    }

    /** Calls the method of this kind. */
    <R> R fold(Cases<R> cases);

    /** One method per kind of seal: forgetting a kind does not compile. */
    interface Cases<R> {
        R work(Work work);
    }
}
