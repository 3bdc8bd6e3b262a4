package org.kindling.peer.core.discovery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.kindling.peer.boundary.Limits;

/**
 * The two tables of the address book: <em>new</em>, of whom we only heard, and <em>tried</em>, who answered a call of ours. Everybody is in
 * one of them at most, and in one slot.
 *
 * <p>Where several are after one slot, the one who is there stays: in <em>new</em> until its calls fail, in <em>tried</em> until it fails a call made
 * for that very purpose (test before evict). Methods return who has no slot now, if somebody has not.
 */
final class Tables {
    private final Buckets buckets;
    private final int contestsMax;
    private final BucketTable fresh;
    private final BucketTable tried;
    /** Who is to be tested, and who takes the slot if nobody answers. */
    private final Map<Contact, Contact> contests = new LinkedHashMap<>();

    Tables(Buckets buckets, Limits.Discovery limits) {
        this.buckets = buckets;
        this.contestsMax = limits.contestsMax();
        this.fresh = new BucketTable(limits.newBuckets(), limits.bucketSlots());
        this.tried = new BucketTable(limits.triedBuckets(), limits.bucketSlots());
    }

    /** Somebody told us of it. @return who has no slot now: nobody, whom it pushed out, or it itself */
    Optional<Contact> heardOf(Contact contact) {
        int bucket = buckets.newBucket(contact);
        int slot = buckets.slot(contact, bucket);
        if (fresh.enter(contact, bucket, slot)) {
            return Optional.empty();
        }
        Contact occupant = fresh.at(bucket, slot).orElseThrow();
        if (!occupant.isSpare()) {
            return Optional.of(contact);
        }
        fresh.remove(occupant);
        fresh.enter(contact, bucket, slot);
        return Optional.of(occupant);
    }

    /** It answered a call of ours: it belongs among the tried, at once if there is room, otherwise once the occupant fails its test. */
    void answered(Contact contact) {
        contests.remove(contact);
        if (tried.contains(contact)) {
            return;
        }
        int bucket = buckets.triedBucket(contact);
        int slot = buckets.slot(contact, bucket);
        if (tried.enter(contact, bucket, slot)) {
            fresh.remove(contact);
        } else if (contests.size() < contestsMax) {
            contests.putIfAbsent(tried.at(bucket, slot).orElseThrow(), contact);
        }
    }

    /** A call to it came to nothing; if it was to be tested, it has failed. @return who has no slot now */
    Optional<Contact> failed(Contact contact) {
        Contact rival = contests.remove(contact);
        if (rival == null || contact.isManual() || !fresh.contains(rival)) {
            return Optional.empty();
        }
        tried.remove(contact);
        answered(rival);
        return heardOf(contact);
    }

    /** It answers in another network group now, and so belongs elsewhere. @return who has no slot now */
    Optional<Contact> moved(Contact contact) {
        boolean isTried = tried.contains(contact);
        remove(contact);
        Optional<Contact> without = heardOf(contact);
        if (isTried) {
            answered(contact);
        }
        return without.filter(other -> !tried.contains(other));
    }

    /** Whom to call to see whether it keeps its slot. Whoever is linked has shown that it is there. */
    Optional<Contact> toTest(Predicate<Contact> isLinked) {
        List<Contact> tested = new ArrayList<>(contests.keySet());
        for (Contact contact : tested) {
            if (!isLinked.test(contact)) {
                return Optional.of(contact);
            }
            contests.remove(contact);
        }
        return Optional.empty();
    }

    void remove(Contact contact) {
        fresh.remove(contact);
        tried.remove(contact);
        contests.remove(contact);
        contests.values().remove(contact);
    }

    boolean isTried(Contact contact) {
        return tried.contains(contact);
    }

    boolean contains(Contact contact) {
        return fresh.contains(contact) || tried.contains(contact);
    }

    List<Contact> fresh() {
        return fresh.all();
    }

    List<Contact> tried() {
        return tried.all();
    }

    int triedSize() {
        return tried.size();
    }
}
