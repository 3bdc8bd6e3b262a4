package org.kindling.peer.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.kindling.peer.boundary.Direction;
import org.kindling.peer.boundary.Event;
import org.kindling.peer.boundary.LinkId;
import org.kindling.peer.boundary.Token;
import org.kindling.peer.shell.net.NetLimits;
import org.kindling.protocol.message.Message;

final class MailboxTest {
    private static final LinkId LINK = new LinkId(Direction.INBOUND, 1);
    private static final ShellLimits SMALL = new ShellLimits(NetLimits.standard(), 10, 20, 4, 10, 10, 1_000, 1_000);

    private final Vertx vertx = Vertx.vertx();
    private final Context context = ((VertxInternal) vertx).createEventLoopContext();
    private final List<Event> taken = new ArrayList<>();
    private final CountDownLatch last = new CountDownLatch(1);
    private int pauses;

    @AfterEach
    void stop() {
        vertx.close();
    }

    @Test
    void whenTooMuchWaitsGossipGoesFirstThenEverythingFromLinksAndNeverOurOwn() throws Exception {
        Event end = new Event.Woke();
        Mailbox mailbox = mailbox(end);

        context.runOnContext(here -> {
            repeat(15, () -> mailbox.put(heard(new Message.Graft())));
            repeat(15, () -> mailbox.put(heard(new Message.IHave(List.of()))));
            repeat(15, () -> mailbox.put(heard(new Message.Ping(1))));
            repeat(100, () -> mailbox.put(new Event.Persisted(new Token(1))));
            mailbox.put(end);
            mailbox.open();
        });

        assertThat(last.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(taken).filteredOn(Event.Heard.class::isInstance).hasSize(20);
        assertThat(taken).filteredOn(Event.Persisted.class::isInstance).hasSize(100);
        assertThat(mailbox.dropped()).isEqualTo(25);
    }

    @Test
    void eventsAreTakenInOrderAFewAtATime() throws Exception {
        Event end = new Event.Woke();
        Mailbox mailbox = mailbox(end);
        List<Event> put = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            put.add(heard(new Message.Ping(i)));
        }
        put.add(end);

        context.runOnContext(here -> {
            mailbox.open();
            put.forEach(mailbox::put);
        });

        assertThat(last.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(taken).containsExactlyElementsOf(put);
        assertThat(pauses).isGreaterThanOrEqualTo(2);
        assertThat(mailbox.dropped()).isZero();
    }

    private Mailbox mailbox(Event end) {
        return new Mailbox(
                context,
                SMALL,
                event -> {
                    taken.add(event);
                    if (event == end) {
                        last.countDown();
                    }
                },
                () -> pauses++);
    }

    private static Event heard(Message message) {
        return new Event.Heard(LINK, message, 10);
    }

    private static void repeat(int times, Runnable deed) {
        for (int i = 0; i < times; i++) {
            deed.run();
        }
    }
}
