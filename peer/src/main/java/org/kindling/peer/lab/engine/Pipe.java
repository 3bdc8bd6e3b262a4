package org.kindling.peer.lab.engine;

import java.util.ArrayDeque;
import org.kindling.peer.boundary.Event;
import org.kindling.protocol.message.Message;

/**
 * One direction of a link: a reliable stream in order, as TCP is. What is lost comes later, and so does everything behind it.
 *
 * <p>Deliveries are planned one for each parcel, and each takes whatever is first in line. Rationale: then order holds whatever
 * the delays, and a partition only has to count the deliveries that found no way through.
 */
final class Pipe {
    /** What travels: a message, or the news that the link is over. */
    private sealed interface Parcel {
        record Speech(Message message, int sizeBytes) implements Parcel {}

        record Ending(String reason) implements Parcel {}
    }

    private final LabNetwork network;
    private final LinkEnd from;
    private final LinkEnd to;
    private final ArrayDeque<Parcel> travelling = new ArrayDeque<>();
    private long lastArrivalNanos;
    private int stalled;

    Pipe(LabNetwork network, LinkEnd from, LinkEnd to) {
        this.network = network;
        this.from = from;
        this.to = to;
    }

    void say(Message message) {
        int sizeBytes = MessageSize.estimate(message);
        put(new Parcel.Speech(message, sizeBytes), sizeBytes);
    }

    void end(String reason) {
        put(new Parcel.Ending(reason), 0);
    }

    private void put(Parcel parcel, int sizeBytes) {
        travelling.add(parcel);
        plan(network.travelNanos(from.owner(), to.owner(), sizeBytes));
    }

    private void plan(long travelNanos) {
        Timeline timeline = network.timeline();
        lastArrivalNanos = Math.max(lastArrivalNanos, timeline.nanos() + travelNanos);
        timeline.at(lastArrivalNanos, this::deliver);
    }

    private void deliver() {
        if (network.isCut(from.owner(), to.owner())) {
            stalled++;
            network.stalled(this);
            return;
        }
        Parcel parcel = travelling.remove();
        if (!to.isOpen()) {
            return;
        }
        if (parcel instanceof Parcel.Speech speech) {
            to.owner().happen(new Event.Heard(to.id(), speech.message(), speech.sizeBytes()));
        } else if (parcel instanceof Parcel.Ending ending) {
            to.shut();
            to.owner().happen(new Event.Disconnected(to.id(), ending.reason()));
        }
    }

    /** The way is free again: what was stuck sets out anew. */
    void resume() {
        int waiting = stalled;
        stalled = 0;
        for (int i = 0; i < waiting; i++) {
            plan(network.travelNanos(from.owner(), to.owner(), 0));
        }
    }
}
