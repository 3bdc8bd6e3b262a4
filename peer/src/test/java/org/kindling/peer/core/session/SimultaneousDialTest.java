package org.kindling.peer.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kindling.peer.boundary.Limits;
import org.kindling.peer.boundary.LinkId;
import org.kindling.protocol.Fault;
import org.kindling.protocol.message.Message;

/** Two peers dial each other at the same moment; what each says reaches the other in every order a network may choose. */
class SimultaneousDialTest {
    private static final int ORDERS = 500;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void bothEndsKeepTheSameOneLinkWhateverTheOrder(int other) {
        int refusedBeforeHello = 0;
        int displaced = 0;
        for (int order = 0; order < ORDERS; order++) {
            Meeting meeting = new Meeting(Someone.numbered(0), Someone.numbered(other), order);

            meeting.run();

            assertThat(meeting.first.standing()).as("order %s", order).hasSize(1);
            assertThat(meeting.second.standing()).isEqualTo(meeting.first.standing());
            refusedBeforeHello += meeting.first.refusedBeforeHello + meeting.second.refusedBeforeHello;
            displaced += meeting.first.displaced + meeting.second.displaced;
        }
        assertThat(refusedBeforeHello).isPositive();
        assertThat(displaced).isPositive();
    }

    private static final class Meeting {
        private final SplittableRandom order;
        private final End first;
        private final End second;

        Meeting(Someone one, Someone two, long order) {
            this.order = new SplittableRandom(order);
            this.first = new End(one, two, "a", order);
            this.second = new End(two, one, "b", order);
            first.peer = second;
            second.peer = first;
            List.of("a", "b").forEach(wire -> {
                first.expect(wire);
                second.expect(wire);
            });
        }

        void run() {
            List<Runnable> possible = possible();
            while (!possible.isEmpty()) {
                possible.get(order.nextInt(possible.size())).run();
                possible = possible();
            }
        }

        private List<Runnable> possible() {
            List<Runnable> possible = new ArrayList<>();
            first.waiting(possible);
            second.waiting(possible);
            return possible;
        }
    }

    /** One peer's sessions and what is on its way to it, in order on each wire. */
    private static final class End {
        private final Someone remote;
        private final String ownWire;
        private final Sessions sessions;
        private final Map<String, Deque<String>> arriving = new LinkedHashMap<>();
        private End peer;
        private int refusedBeforeHello;
        private int displaced;

        End(Someone self, Someone remote, String ownWire, long seed) {
            this.remote = remote;
            this.ownWire = ownWire;
            this.sessions = new Sessions(self.node(), Someone.NETWORK, Limits.standard(), new SplittableRandom(seed));
        }

        void expect(String wire) {
            arriving.put(wire, new ArrayDeque<>(List.of("connected")));
        }

        void waiting(List<Runnable> possible) {
            arriving.forEach((wire, queue) -> {
                if (!queue.isEmpty()) {
                    possible.add(() -> hear(wire, queue.removeFirst()));
                }
            });
        }

        private LinkId link(String wire) {
            return wire.equals(ownWire) ? Someone.outbound(1) : Someone.inbound(1);
        }

        private void hear(String wire, String word) {
            switch (word) {
                case "connected" -> {
                    if (sessions.connected(remote.on(link(wire)), 0, false).isPresent()) {
                        refusedBeforeHello++;
                        say(wire, "close");
                    } else {
                        say(wire, "hello");
                    }
                }
                case "hello" -> greet(wire, remote.hello());
                default -> sessions.closed(link(wire));
            }
        }

        private void greet(String wire, Message.Hello hello) {
            if (!sessions.isKnown(link(wire))) {
                return;
            }
            if (sessions.greet(link(wire), hello, 0) instanceof Greeting.Settled settled) {
                for (Lapsed lapsed : settled.displaced()) {
                    assertThat(lapsed.reason()).isEqualTo(Fault.SECOND_LINK);
                    displaced++;
                    close(lapsed.link().equals(link("a")) ? "a" : "b");
                }
            } else {
                close(wire);
            }
        }

        private void close(String wire) {
            sessions.closed(link(wire));
            say(wire, "close");
        }

        private void say(String wire, String word) {
            peer.arriving.get(wire).addLast(word);
        }

        List<String> standing() {
            assertThat(sessions.unsettled()).isZero();
            assertThat(sessions.find(remote.node()).map(Session::link).stream().toList())
                    .isEqualTo(sessions.settled().stream().map(Session::link).toList());
            return arriving.keySet().stream()
                    .filter(wire -> sessions.find(link(wire)).isPresent())
                    .toList();
        }
    }
}
