package org.kindling.peer.core.discovery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kindling.protocol.identity.NodeId;
import org.kindling.protocol.message.Message;

/**
 * How many others the peers of this network can call, as they say themselves in peer exchange: a bounded sample, the latest word of each.
 *
 * <p>Whoever lies can only make the network look better or worse in our own verdict on it; nothing else is decided by it.
 */
final class Degrees {
    private static final int SAMPLE_MAX = 64;
    private static final long WORTH_MILLIS = 3_600_000;

    private final Map<NodeId, Word> words = new LinkedHashMap<>();

    private record Word(Message.Reach reach, long saidMillis) {}

    void heard(NodeId node, Message.Reach reach, long nowMillis) {
        words.remove(node);
        words.put(node, new Word(reach, nowMillis));
        words.values().removeIf(word -> nowMillis - word.saidMillis() > WORTH_MILLIS);
        if (words.size() > SAMPLE_MAX) {
            words.remove(words.keySet().iterator().next());
        }
    }

    /**
     * For each peer of the sample, ourselves included, how many can call it or be called by it.
     *
     * <p>A peer knows whom it would call, not who would call it. Averaged over all peers the two are equally many, so each is credited with as
     * many callers as the peers of the sample have contacts without a link, less those who are its contacts already.
     *
     * @param all peers there are
     */
    List<Integer> contacts(Message.Reach own, int all) {
        List<Message.Reach> sample = new ArrayList<>();
        sample.add(own);
        words.values().forEach(word -> sample.add(word.reach()));
        double callers = sample.stream()
                .mapToInt(reach -> reach.contacts() - reach.links())
                .average()
                .orElse(0);
        int others = Math.max(1, all - 1);
        return sample.stream()
                .map(reach -> (int) Math.min(
                        others,
                        reach.contacts() + Math.round(callers * Math.max(0, others - reach.contacts()) / others)))
                .toList();
    }
}
