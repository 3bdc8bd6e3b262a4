package org.kindling.tracker.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kindling.tracker.directory.World.host;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.announce.Announce.Occasion;
import org.kindling.protocol.announce.AnnounceReply;

/** Somebody with many addresses wants a directory for himself, and others come meanwhile. */
final class CrowdTest {
    private static final int ROOM = 1_000;
    private static final long STEP_MILLIS = 5_000;

    private final World world = new World(new DirectoryLimits(
                    new DirectoryLimits.Rhythm(60_000, 10, 15_000, 3 * 3_600_000, 600_000),
                    NetworkRule.every(),
                    ROOM,
                    ROOM,
                    32,
                    128,
                    0)
            .with(QueueLimits.standard()));
    private final List<Newcomer> honest = new ArrayList<>();
    private final List<Newcomer> greedy = new ArrayList<>();
    private int number;

    /** Comes, and comes again whenever it is told to. */
    private final class Newcomer {
        private final Announcer peer;
        private final long bornMillis = world.nowMillis();
        private Bytes ticket = Bytes.EMPTY;
        private long nextMillis = bornMillis;
        private long waitedMillis = -1;

        Newcomer(SeenHost seen) {
            peer = Announcer.at(number++, seen);
        }

        void tryAgain() {
            if (waitedMillis >= 0 || nextMillis > world.nowMillis()) {
                return;
            }
            world.announce(peer.announce(Occasion.STARTED, 0).with(ticket), peer.seen())
                    .fold(new Answer.Cases<Boolean>() {
                        @Override
                        public Boolean welcome(Answer.Welcome answer) {
                            AnnounceReply reply = answer.reply();
                            ticket = reply.content().ticket();
                            nextMillis = world.nowMillis() + reply.intervalMillis();
                            waitedMillis = reply.isToldToWait() ? -1 : world.nowMillis() - bornMillis;
                            return true;
                        }

                        @Override
                        public Boolean refused(Answer.Refused answer) {
                            nextMillis = world.nowMillis() + answer.retryAfterMillis();
                            return false;
                        }
                    });
        }

        boolean isListed() {
            return world.isListed(peer);
        }
    }

    /** Each from a /16 of its own, over two hundred /8. */
    private static SeenHost scattered(int i) {
        return host(20 + i % 200, 100 + i / 200, 1, 1);
    }

    private void come(int honestOnes, int greedyOnes, IntFunction<SeenHost> from) {
        for (int i = 0; i < honestOnes; i++) {
            honest.add(new Newcomer(scattered(honest.size())));
        }
        for (int i = 0; i < greedyOnes; i++) {
            greedy.add(new Newcomer(from.apply(greedy.size())));
        }
        honest.forEach(Newcomer::tryAgain);
        greedy.forEach(Newcomer::tryAgain);
        world.passMillis(STEP_MILLIS);
    }

    private static long listed(List<Newcomer> newcomers) {
        return newcomers.stream().filter(Newcomer::isListed).count();
    }

    private long longestWaitOfTheHonestMillis() {
        return honest.stream()
                .mapToLong(newcomer -> newcomer.waitedMillis)
                .max()
                .orElseThrow();
    }

    @Test
    void oneNeighbourhoodWithIdsWithoutEndGetsAHundredAndTwentyEightPlaces() {
        for (int step = 0; step < 35; step++) {
            come(10, 10, i -> host(9, 9, 9, i % 250));
        }

        assertThat(listed(greedy)).isEqualTo(128);
        assertThat(listed(honest)).isEqualTo(honest.size());
        assertThat(longestWaitOfTheHonestMillis()).isZero();
    }

    @Test
    void whoeverHasTheAddressesOfAWholeProviderTakesNoPlaceFromOthersAndKeepsNobodyOut() {
        for (int step = 0; step < 240; step++) {
            int honestOnes = step < 180 ? 1 : 0;
            come(honestOnes, 8, i -> host(9, 9, i % 256, i / 256));
        }

        assertThat(honest).hasSize(180).allMatch(Newcomer::isListed);
        assertThat(longestWaitOfTheHonestMillis()).isBetween(10_000L, 225_000L);
        assertThat(greedy).hasSize(1_920);
        assertThat(listed(greedy)).isBetween(600L, ROOM - 180L);
    }
}
