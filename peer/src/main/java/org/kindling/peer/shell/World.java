package org.kindling.peer.shell;

import io.vertx.core.Future;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.kindling.peer.boundary.Action;
import org.kindling.peer.boundary.Done;
import org.kindling.peer.boundary.Event;
import org.kindling.peer.boundary.Fact;
import org.kindling.peer.shell.net.Transport;
import org.kindling.peer.shell.seed.SeedClient;
import org.kindling.peer.shell.tracker.StandInTracker;
import org.kindling.peer.shell.tracker.TrackerSilence;
import org.kindling.protocol.announce.TrackerUrl;

/** Does what a core wants done: the one place where an action meets a socket, a disk, a thread, a tracker or a seed. One event loop. */
final class World implements Action.Cases<Done> {
    private final Facilities facilities;
    private final Transport transport;
    private final SeedClient seeds;
    private final StandInTracker standIn;
    private final DiskOwner disk;
    private final Consumer<Event> mail;
    private final Consumer<Fact> facts;
    private final Consumer<Throwable> bugs;
    private final Set<Future<?>> asked = new LinkedHashSet<>();

    /**
     * @param mail takes answers, from any thread
     * @param bugs hears of work that threw, on any thread
     */
    World(
            Facilities facilities,
            Transport transport,
            SeedClient seeds,
            StandInTracker standIn,
            DiskOwner disk,
            Consumer<Event> mail,
            Consumer<Fact> facts,
            Consumer<Throwable> bugs) {
        this.facilities = facilities;
        this.transport = transport;
        this.seeds = seeds;
        this.standIn = standIn;
        this.disk = disk;
        this.mail = mail;
        this.facts = facts;
        this.bugs = bugs;
    }

    @Override
    public Done persist(Action.Persist action) {
        disk.persist(action);
        return Done.DONE;
    }

    @Override
    public Done send(Action.Send action) {
        transport.send(action.link(), action.message());
        return Done.DONE;
    }

    @Override
    public Done dial(Action.Dial action) {
        transport.dial(action);
        return Done.DONE;
    }

    @Override
    public Done close(Action.Close action) {
        transport.close(action.link());
        return Done.DONE;
    }

    @Override
    public Done askTracker(Action.AskTracker action) {
        String tracker = action.tracker();
        return await(
                tracker,
                facilities.trackers().announce(tracker, action.announce()),
                reply -> new Event.TrackerAnswered(tracker, reply));
    }

    @Override
    public Done askSwarm(Action.AskSwarm action) {
        String tracker = action.tracker();
        return await(
                tracker,
                facilities.trackers().announce(TrackerUrl.parse(tracker), action.announce()),
                reply -> new Event.SwarmAnswered(tracker, reply));
    }

    private <T> Done await(String tracker, Future<T> answer, Function<T, Event> answered) {
        asked.removeIf(Future::isComplete);
        asked.add(answer);
        answer.onSuccess(reply -> mail.accept(answered.apply(reply)))
                .onFailure(failure -> mail.accept(new Event.TrackerSilent(
                        tracker,
                        String.valueOf(failure.getMessage()),
                        failure instanceof TrackerSilence silence ? silence.pauseMillis() : 0)));
        return Done.DONE;
    }

    @Override
    public Done askSeed(Action.AskSeed action) {
        seeds.ask(action.seed())
                .onSuccess(mail::accept)
                .onFailure(silence ->
                        mail.accept(new Event.SeedSilent(action.seed(), String.valueOf(silence.getMessage()))));
        return Done.DONE;
    }

    /** Trackers that were asked and have not answered. */
    List<Future<?>> unanswered() {
        asked.removeIf(Future::isComplete);
        return List.copyOf(asked);
    }

    @Override
    public Done serveTracker(Action.ServeTracker action) {
        standIn.serve(action.reached());
        return Done.DONE;
    }

    @Override
    public Done stopTracker(Action.StopTracker action) {
        standIn.stop();
        return Done.DONE;
    }

    @Override
    public Done compute(Action.Compute action) {
        facilities.workers().compute(action.work(), (outcome, bug) -> {
            if (outcome != null) {
                mail.accept(new Event.Computed(action.token(), outcome));
            } else if (bug != null) {
                bugs.accept(bug);
            }
        });
        return Done.DONE;
    }

    @Override
    public Done report(Action.Report action) {
        facts.accept(action.fact());
        return Done.DONE;
    }
}
