package org.kindling.peer.lab.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.kindling.peer.boundary.Action;
import org.kindling.peer.boundary.Event;
import org.kindling.peer.boundary.PeerView;
import org.kindling.peer.boundary.Recovered;
import org.kindling.peer.boundary.Step;

/** A player that does what a test tells it and remembers what happened to it. */
final class Puppet implements Actor {
    /** One event and when it came. */
    record Happened(Instant at, Event event) {}

    final List<Happened> diary = new ArrayList<>();
    private final List<Action> next = new ArrayList<>();
    private BiFunction<Instant, Event, List<Action>> habit = (now, event) -> List.of();
    private Instant wakeAt = Instant.MAX;
    Recovered recovered = Recovered.nothing();

    /** What it does at its next step, besides its habit. */
    void willDo(Action... actions) {
        next.addAll(List.of(actions));
    }

    /** What it does at every event. */
    void habit(BiFunction<Instant, Event, List<Action>> other) {
        habit = other;
    }

    void wakeAt(Instant other) {
        wakeAt = other;
    }

    /** A birth that brings this very puppet to life, again and again. */
    Birth birth() {
        return (setup, found, now) -> {
            recovered = found;
            return this;
        };
    }

    <E extends Event> List<E> all(Class<E> kind) {
        return events().filter(kind::isInstance).map(kind::cast).toList();
    }

    private Stream<Event> events() {
        return diary.stream().map(Happened::event);
    }

    /** When the first event of this kind came. */
    Instant whenFirst(Class<? extends Event> kind) {
        return diary.stream()
                .filter(happened -> kind.isInstance(happened.event()))
                .findFirst()
                .orElseThrow()
                .at();
    }

    @Override
    public Step step(Instant now, Event event) {
        diary.add(new Happened(now, event));
        List<Action> actions = new ArrayList<>(next);
        next.clear();
        actions.addAll(habit.apply(now, event));
        return new Step(actions, wakeAt);
    }

    @Override
    public PeerView view() {
        throw new UnsupportedOperationException("a puppet shows nothing");
    }
}
