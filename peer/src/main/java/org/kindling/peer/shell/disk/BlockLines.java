package org.kindling.peer.shell.disk;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.ledger.Address;
import org.kindling.protocol.ledger.Amount;
import org.kindling.protocol.ledger.Block;
import org.kindling.protocol.ledger.Payload;
import org.kindling.protocol.ledger.Payment;
import org.kindling.protocol.ledger.Transaction;

/** Reads off a block what it did to whom; the same block always gives the same lines. */
final class BlockLines {
    /** One line of one address's history. */
    record Line(Address address, HistoryLine entry) {}

    /** What left and what arrived. */
    private record Flow(Amount sent, Amount received) {
        Flow plus(Flow other) {
            return new Flow(sent.plus(other.sent), received.plus(other.received));
        }
    }

    private BlockLines() {}

    /** @param reward what is created with every block */
    static List<Line> of(Block block, Amount reward) {
        List<Line> lines = new ArrayList<>();
        Amount earned = reward;
        int index = 0;
        for (Transaction transaction : block.transactions()) {
            ChainPosition position = new ChainPosition(block.height(), index++);
            flows(transaction)
                    .forEach((address, flow) -> lines.add(line(block, position, transaction.id(), address, flow)));
            earned = earned.plus(transaction.body().fee());
        }
        if (!earned.isZero()) {
            ChainPosition position = new ChainPosition(block.height(), index);
            lines.add(line(block, position, block.id(), block.header().producer(), new Flow(Amount.ZERO, earned)));
        }
        return lines;
    }

    private static Line line(Block block, ChainPosition position, Hash subject, Address address, Flow flow) {
        return new Line(address, new HistoryLine(position, block.id(), subject, flow.sent(), flow.received()));
    }

    private static Map<Address, Flow> flows(Transaction transaction) {
        Map<Address, Flow> flows = new LinkedHashMap<>();
        flows.put(transaction.sender(), new Flow(transaction.cost(), Amount.ZERO));
        if (transaction.body().payload() instanceof Payload.Transfer transfer) {
            for (Payment payment : transfer.payments()) {
                flows.merge(payment.to(), new Flow(Amount.ZERO, payment.amount()), Flow::plus);
            }
        }
        return flows;
    }
}
