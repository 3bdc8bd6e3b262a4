package org.kindling.peer.core.discovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.kindling.peer.boundary.PeerView;
import org.kindling.protocol.message.Message;

/**
 * The independence verdict: can we lose the tracker now?
 *
 * <p>Yes, if there is a way back that needs no tracker, and we, and the network in one piece, would outlive the loss of four peers of five with a
 * probability of at least {@value #ENOUGH_PERCENT} % each. Who knows a single other peer is told no: that one may go home. The loss of whole network groups is
 * shown beside it and does not count. Rationale: whoever keeps all peers at one provider has chosen to. See {@link Survival} for the formulas. For ourselves only those count whom we are linked to or once called with
 * success. Rationale: an address that somebody named may be anybody's. For the network everybody counts whom the peers of the sample know,
 * because whoever loses his links calls them too ({@link Degrees}).
 */
final class Independence {
    private static final int ENOUGH_PERCENT = 99;
    private static final double PERCENT = 100;

    /** With fewer peers nobody can speak of four in five. */
    private static final int MANY = 10;

    private Independence() {}

    /**
     * @param links how many peers we are linked to
     * @param linked those of them whom the book knows
     * @param hopefuls whom we could call besides
     * @param reach what we say of ourselves in peer exchange
     */
    static PeerView.Independence verdict(
            int links, List<Contact> linked, List<Contact> hopefuls, Message.Reach reach, Degrees degrees) {
        int peers = 1 + links + hopefuls.size();
        List<Contact> calledBefore =
                hopefuls.stream().filter(Contact::hasAnswered).toList();
        List<Contact> all = new ArrayList<>(linked);
        all.addAll(hopefuls);
        List<Contact> ours = new ArrayList<>(linked);
        ours.addAll(calledBefore);

        double own = peers == 1 ? 0 : Survival.ofOne(peers, links + calledBefore.size());
        double ownByGroup = ours.isEmpty() ? 0 : Survival.ofOneByGroup(groups(all) + 1, groups(ours));
        double network = peers == 1 ? 0 : Survival.ofAll(peers, degrees.contacts(reach, peers));
        List<String> waysBack = waysBack(ours);
        boolean isIndependent = peers > 2 && isEnough(own) && isEnough(network) && !waysBack.isEmpty();
        String words = isIndependent ? yes(peers) : no(waysBack, peers, own, network);
        return new PeerView.Independence(isIndependent, words, waysBack, peers, own, ownByGroup, network);
    }

    /** How many network groups these are in. Our own, which would be lost with us, is one more. */
    private static int groups(List<Contact> contacts) {
        return (int) contacts.stream().map(Contact::group).distinct().count();
    }

    /** Each is enough alone. */
    private static List<String> waysBack(List<Contact> ours) {
        List<String> ways = new ArrayList<>();
        long called = ours.stream()
                .filter(Contact::hasAnswered)
                .filter(contact -> !contact.isManual())
                .count();
        long named = ours.stream()
                .filter(Contact::hasAnswered)
                .filter(Contact::isManual)
                .count();
        long told = ours.size() - called - named;
        if (told > 0) {
            ways.add("linked peers that say where they can be called: " + told);
        }
        if (called > 0) {
            ways.add("remembered peers that answered before: " + called);
        }
        if (named > 0) {
            ways.add("peers that a capsule or the operator named and that answered: " + named);
        }
        return List.copyOf(ways);
    }

    private static boolean isEnough(double probability) {
        return probability * PERCENT >= ENOUGH_PERCENT;
    }

    private static String yes(int peers) {
        return "yes: no tracker is needed any more"
                + (peers < MANY
                        ? " among the " + peers + " peers there seem to be"
                        : ", not even after a loss of " + Survival.LOSS_PERCENT + " %");
    }

    private static String no(List<String> waysBack, int peers, double own, double network) {
        if (waysBack.isEmpty()) {
            return "no: it is linked to nobody and no call of its own was ever answered; leave the tracker up until links stand";
        }
        if (peers == 2) {
            return "not quite: it knows a single other peer, and nobody else if that one goes";
        }
        String loss = "not quite: after a loss of " + Survival.LOSS_PERCENT + " % ";
        if (isEnough(own)) {
            return loss + "those who are left can all reach each other with a probability of " + percent(network)
                    + "; it rises as peers get to know each other, a few a minute";
        }
        return loss + "somebody to call is left with a probability of " + percent(own)
                + "; it rises as more peers are called, a few a minute";
    }

    private static String percent(double probability) {
        return String.format(Locale.ROOT, "%.1f %%", probability * PERCENT);
    }
}
