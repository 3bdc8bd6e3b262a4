package org.kindling.peer.core.session;

import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;
import org.kindling.peer.boundary.Limits;
import org.kindling.protocol.message.Message;

/**
 * The answers one link owes us: of each kind as many as we asked for, each for as long as its question is open.
 *
 * <p>Bounded for each kind, and lapsing. Rationale: questions that were never answered must not pile up into a licence to flood, nor
 * those of one kind into a licence to send another.
 */
final class Debts {
    private static final class Debt {
        private final long lapsesAtMillis;
        private int messages;

        Debt(long lapsesAtMillis, int messages) {
            this.lapsesAtMillis = lapsesAtMillis;
            this.messages = messages;
        }
    }

    private final Limits limits;
    private final Map<Answer, ArrayDeque<Debt>> open = new EnumMap<>(Answer.class);

    Debts(Limits limits) {
        this.limits = limits;
    }

    void asked(Message question, long nowMillis) {
        for (Answer.Owed owed : Answer.to(question)) {
            ArrayDeque<Debt> debts = standing(owed.kind(), nowMillis);
            int standing = debts.stream().mapToInt(debt -> debt.messages).sum();
            int more = Math.min(owed.messages(), limits.links().answersOwedMax() - standing);
            if (more > 0) {
                debts.add(new Debt(nowMillis + owed.kind().patienceMillis(limits), more));
            }
        }
    }

    /** @return whether an answer of this kind was owed; then one less is */
    boolean pay(Answer kind, long nowMillis) {
        ArrayDeque<Debt> debts = standing(kind, nowMillis);
        Debt oldest = debts.peek();
        if (oldest == null) {
            return false;
        }
        oldest.messages--;
        if (oldest.messages == 0) {
            debts.remove();
        }
        return true;
    }

    private ArrayDeque<Debt> standing(Answer kind, long nowMillis) {
        ArrayDeque<Debt> debts = open.computeIfAbsent(kind, any -> new ArrayDeque<>());
        while (!debts.isEmpty() && debts.peek().lapsesAtMillis <= nowMillis) {
            debts.remove();
        }
        return debts;
    }
}
