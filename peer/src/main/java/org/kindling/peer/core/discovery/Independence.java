package org.kindling.peer.core.discovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.kindling.peer.boundary.PeerView;
import org.kindling.protocol.message.Message;

/**
 * The independence verdict: can we lose the tracker now?
 *
 * <p>Yes, if there is a way back that needs no tracker, and we would outlive the loss of four peers of five with a probability of at least
 * {@value #ENOUGH_PERCENT} %; see {@link Survival} for the formulas. For ourselves only those count whom we are linked to or once called with
 * success. Rationale: an address that somebody named may be anybody's. For the network everybody counts whom the peers of the sample know,
 * because whoever loses his links calls them too ({@link Degrees}).
 */
final class Independence {
    private static final int ENOUGH_PERCENT = 99;
    private static final double PERCENT = 100;

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
        double ownByGroup = ours.isEmpty() ? 0 : Survival.ofOne(groups(all) + 1, groups(ours));
        double network = peers == 1 ? 0 : Survival.ofAll(peers, degrees.contacts(reach, peers));
        List<String> waysBack = waysBack(ours);
        boolean isIndependent = own * PERCENT >= ENOUGH_PERCENT && !waysBack.isEmpty();
        return new PeerView.Independence(
                isIndependent, words(isIndependent, waysBack, own), waysBack, peers, own, ownByGroup, network);
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

    private static String words(boolean isIndependent, List<String> waysBack, double own) {
        if (isIndependent) {
            return "yes: no tracker is needed any more, not even after a loss of " + Survival.LOSS_PERCENT + " %";
        }
        if (waysBack.isEmpty()) {
            return "no: it is linked to nobody and no call of its own was ever answered; leave the tracker up until links stand";
        }
        return "not quite: after a loss of " + Survival.LOSS_PERCENT
                + " % somebody to call is left with a probability of "
                + String.format(Locale.ROOT, "%.1f", own * PERCENT)
                + " %; it rises as more peers are called, a few a minute";
    }
}
