package org.kindling.peer.core.discovery;

import java.util.List;
import org.kindling.protocol.Check;

/**
 * How likely a peer, and a network, outlives the loss of {@value #LOSS_PERCENT} % of all peers at once, with nobody to introduce them anew.
 *
 * <p>Formulas, derived and compared with measurements in {@code docs/protocol/theory.md}. Of <i>n</i> peers <i>s</i> survive, every choice of them being as
 * likely as any other. One of them that has <i>k</i> contacts is alone with the hypergeometric probability
 * C(n−1−k, s−1) / C(n−1, s−1). The network stays in one piece about as often as a random graph of <i>s</i> peers does in which a
 * peer is alone as often (E. N. Gilbert, "Random Graphs", Annals of Mathematical Statistics 30, 1959, equation 3).
 */
final class Survival {
    /** The loss this network is built to outlive. */
    static final int LOSS_PERCENT = 80;

    /** Above this size of the rest whoever is in pieces has, almost surely, a single peer for a piece; Gilbert's sum costs the square of it. */
    private static final int GILBERT_MAX = 400;

    private static final int PERCENT = 100;

    private Survival() {}

    /** How many of so many outlive the loss: at least two, because with one the question is idle. */
    static int survivors(int all) {
        return Math.max(2, rest(all));
    }

    private static int rest(int all) {
        return Math.round(all * (PERCENT - LOSS_PERCENT) / (float) PERCENT);
    }

    /**
     * The probability that a survivor has a survivor among its contacts.
     *
     * @param all peers there are, this one included
     * @param contacts how many of the others this one can call
     */
    static double ofOne(int all, int contacts) {
        return 1 - aloneAmong(all, contacts, survivors(all));
    }

    /**
     * The probability that a survivor has a survivor among its contacts if whole network groups are lost and only its own is sure to be left.
     *
     * @param all groups there are, its own included
     * @param contacts in how many of the others there is somebody it can call
     */
    static double ofOneByGroup(int all, int contacts) {
        return 1 - aloneAmong(all, contacts, Math.max(1, rest(all)));
    }

    private static double aloneAmong(int all, int contacts, int survivors) {
        Check.argument(contacts >= 0 && contacts < Math.max(all, 1), "%s contacts among %s", contacts, all);
        int others = all - 1;
        int alive = Math.min(others, survivors - 1);
        double alone = 1;
        for (int i = 0; i < alive; i++) {
            alone *= Math.max(0, others - contacts - i) / (double) (others - i);
        }
        return alone;
    }

    /**
     * The probability that all survivors can still reach each other.
     *
     * @param all peers there are
     * @param contacts of a sample of them: how many others each can call or be called by
     */
    static double ofAll(int all, List<Integer> contacts) {
        int alive = survivors(all);
        if (all < 2 || contacts.isEmpty()) {
            return all < 2 ? 1 : 0;
        }
        double alone = contacts.stream()
                .mapToDouble(count -> aloneAmong(all, Math.min(count, all - 1), alive))
                .average()
                .orElse(1);
        return alive > GILBERT_MAX ? Math.exp(-alive * alone) : connected(alive, Math.pow(alone, 1.0 / (alive - 1)));
    }

    /**
     * Gilbert's recursion: a random graph is in pieces if the piece that holds the first peer has fewer than all.
     *
     * @param apart the probability that two given peers do not know each other
     */
    private static double connected(int peers, double apart) {
        double[] connected = new double[peers + 1];
        connected[1] = 1;
        double[] logFactorial = logFactorials(peers);
        double logApart = Math.log(apart);
        for (int size = 2; size <= peers; size++) {
            double inPieces = 0;
            for (int piece = 1; piece < size; piece++) {
                double logChoices = logFactorial[size - 1] - logFactorial[piece - 1] - logFactorial[size - piece];
                inPieces += connected[piece] * Math.exp(logChoices + (double) piece * (size - piece) * logApart);
            }
            connected[size] = Math.max(0, 1 - inPieces);
        }
        return connected[peers];
    }

    private static double[] logFactorials(int upTo) {
        double[] logs = new double[upTo + 1];
        for (int i = 1; i <= upTo; i++) {
            logs[i] = logs[i - 1] + Math.log(i);
        }
        return logs;
    }
}
