package org.kindling.peer.core.discovery;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.kindling.protocol.announce.TrackerHead;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.crypto.PublicKey;
import org.kindling.protocol.identity.NodeId;

/**
 * What one life of one tracker has signed, to us and to our neighbours, and where it contradicts itself.
 *
 * <p>Two things cannot both be true. Somebody was listed without a break from one moment to another (his receipt says so), and was not
 * listed at a moment between (our answer says so). The set of members that was looked at in one moment was this one, and that one. Fewer were
 * listed at a moment (our answer says so) than were listed without a break from before to after it (their receipts say so). And one life of the
 * tracker went on answering us after another one had begun (a receipt says so), though a tracker that has been restarted is gone.
 *
 * <p>Rationale: all moments are by the tracker's own clock, which does not run backwards, so no lost answer, no death, no clock of ours
 * and no restart can make an honest tracker look like this; nor can a neighbour, who would have to forge a signature. The last of the
 * four takes more: that the tracker's key is in one place only, and that its clock was not set back by more than a whole life. What it does not
 * show: who is listed and, in a large network, never named.
 */
final class Testimony {
    private static final int NODES_MAX = 128;
    private static final int LOOKS_MAX = 32;
    private static final int SIZES_MAX = 8;

    /** So many answers in a row with another key, and we believe that the old key is gone for good. */
    private static final int STRANGE_ANSWERS_MAX = 10;

    private final Map<NodeId, Long> absentAt = new LinkedHashMap<>();
    private final Map<NodeId, TrackerHead.Content> receipts = new LinkedHashMap<>();
    private final TreeMap<Long, Hash> looks = new TreeMap<>();
    /** How many besides us were listed when we were answered. */
    private final TreeMap<Long, Integer> sizes = new TreeMap<>();
    /** When the first life began that began after this one. */
    private long otherLifeMillis = Long.MAX_VALUE;

    private @Nullable PublicKey key;
    private long upSinceMillis;
    private long heardAtMillis;
    private int strangeAnswers;

    /**
     * Takes the signer of an answer for the tracker, or says why not. The first key is kept; another one is believed if its life began
     * after the last answer of the one before, as after a restart without a folder.
     */
    Optional<String> refusal(TrackerHead.Content head) {
        boolean isOld = head.tracker().equals(key);
        boolean isRestarted = head.upSinceMillis() > heardAtMillis;
        if (key != null && !isOld && !isRestarted && strangeAnswers < STRANGE_ANSWERS_MAX) {
            strangeAnswers++;
            return Optional.of("it signs with another key than before");
        }
        if (isSameLife(head)) {
            if (head.timeMillis() < heardAtMillis) {
                return Optional.of("its clock runs backwards");
            }
        } else {
            absentAt.clear();
            receipts.clear();
            looks.clear();
            sizes.clear();
            otherLifeMillis = Long.MAX_VALUE;
        }
        key = head.tracker();
        upSinceMillis = head.upSinceMillis();
        heardAtMillis = head.timeMillis();
        strangeAnswers = 0;
        return Optional.empty();
    }

    /** Whether this is said by the very tracker, in the very life, that last answered us. */
    boolean isSameLife(TrackerHead.Content head) {
        return head.tracker().equals(key) && head.upSinceMillis() == upSinceMillis;
    }

    /** Whether this is said by the tracker that last answered us, in whatever life. */
    boolean isSameTracker(TrackerHead.Content head) {
        return head.tracker().equals(key);
    }

    /** This was signed to us. @return the contradiction, if there is one */
    Optional<String> answered(TrackerHead.Content head) {
        sizes.put(head.timeMillis(), head.swarmSize() - (head.listedSinceMillis() > 0 ? 1 : 0));
        if (sizes.size() > SIZES_MAX) {
            sizes.pollFirstEntry();
        }
        return look(head).or(this::twoLives);
    }

    /** We were told at this moment that this node is not listed. @return the contradiction, if there is one */
    Optional<String> absent(NodeId node, long atMillis) {
        put(absentAt, node, atMillis);
        return contradiction(node);
    }

    /** This was signed to this neighbour. @return the contradiction, if there is one */
    Optional<String> receipt(TrackerHead.Content head) {
        if (!isSameTracker(head)) {
            return Optional.empty();
        }
        if (!isSameLife(head)) {
            boolean hasBegunLater = head.upSinceMillis() > upSinceMillis;
            otherLifeMillis = hasBegunLater ? Math.min(otherLifeMillis, head.upSinceMillis()) : otherLifeMillis;
            return twoLives();
        }
        put(receipts, head.caller(), head);
        return contradiction(head.caller()).or(() -> look(head)).or(this::tooMany);
    }

    /** Another life began after this one, and this one has answered us since. */
    private Optional<String> twoLives() {
        return otherLifeMillis < heardAtMillis
                ? Optional.of("it signs in two lives at once: is its key in two places?")
                : Optional.empty();
    }

    /** More neighbours were listed at a moment than anybody besides us. */
    private Optional<String> tooMany() {
        return sizes.entrySet().stream()
                .filter(size -> listedAt(size.getKey()) > size.getValue())
                .findFirst()
                .map(size -> "it says that besides us it lists " + size.getValue()
                        + " peers, and lists more of our neighbours");
    }

    private long listedAt(long atMillis) {
        return receipts.values().stream()
                .filter(receipt -> isListedThrough(receipt, atMillis))
                .count();
    }

    private static boolean isListedThrough(TrackerHead.Content receipt, long atMillis) {
        return receipt.listedSinceMillis() > 0
                && receipt.listedSinceMillis() < atMillis
                && atMillis < receipt.timeMillis();
    }

    /** @return the contradiction, if what was seen at this moment was told otherwise before */
    Optional<String> look(TrackerHead.Content head) {
        Hash before = looks.putIfAbsent(head.snapshotMillis(), head.members());
        if (looks.size() > LOOKS_MAX) {
            looks.pollFirstEntry();
        }
        return before == null || before.equals(head.members())
                ? Optional.empty()
                : Optional.of("it shows different members to different peers");
    }

    private Optional<String> contradiction(NodeId node) {
        Long absent = absentAt.get(node);
        TrackerHead.Content receipt = receipts.get(node);
        boolean isContradicted = absent != null && receipt != null && isListedThrough(receipt, absent);
        return isContradicted ? Optional.of("it hides peer " + node + ", which it lists") : Optional.empty();
    }

    private static <V> void put(Map<NodeId, V> map, NodeId node, V value) {
        map.remove(node);
        if (map.size() >= NODES_MAX) {
            map.remove(map.keySet().iterator().next());
        }
        map.put(node, value);
    }
}
