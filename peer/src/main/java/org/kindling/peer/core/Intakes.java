package org.kindling.peer.core;

/** The ways by which news enters a peer, each from hearsay to what it is worth. */
record Intakes(
        Neighbours neighbours,
        RecordIntake records,
        ReceiptIntake receipts,
        TransactionIntake transactions,
        BlockIntake blocks,
        Answers answers) {
    static Intakes of(Parts parts, long nowMillis) {
        RecordIntake records = new RecordIntake(parts);
        Neighbours neighbours = new Neighbours(parts, records);
        return new Intakes(
                neighbours,
                records,
                new ReceiptIntake(parts, records),
                new TransactionIntake(parts, nowMillis),
                new BlockIntake(parts, neighbours),
                new Answers(parts));
    }
}
