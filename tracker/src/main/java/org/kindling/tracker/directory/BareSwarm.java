package org.kindling.tracker.directory;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.bittorrent.InfoHash;

/**
 * Who is in one swarm: the slots of its peers, in four parts one after another, {@linkplain Kind by kind}.
 *
 * <p>Rationale for one array in parts: whatever an asker may hear of is one piece of it, and a swarm of a single peer takes about a hundred bytes.
 */
final class BareSwarm {
    private static final int ROOM_MIN = 2;

    final long first;
    final long second;
    final int third;

    /** The next swarm in the same place of the table. */
    @Nullable
    BareSwarm next;

    private int[] members = new int[ROOM_MIN];
    private final int[] ends = new int[Kind.COUNT];
    private int completed;

    BareSwarm(long first, long second, int third) {
        this.first = first;
        this.second = second;
        this.third = third;
    }

    /** The parts, in an order in which whatever somebody may hear of stands together. */
    static final class Kind {
        static final int IPV4_SEEDER = 0;
        static final int IPV4_LEECHER = 1;
        static final int IPV6_LEECHER = 2;
        static final int IPV6_SEEDER = 3;
        static final int COUNT = 4;

        private Kind() {}

        static int of(boolean isIpv4, boolean isSeeder) {
            if (isIpv4) {
                return isSeeder ? IPV4_SEEDER : IPV4_LEECHER;
            }
            return isSeeder ? IPV6_SEEDER : IPV6_LEECHER;
        }
    }

    /** Of all twenty bytes. Rationale: strangers choose them. */
    static long hash(long seed, long first, long second, int third) {
        return Mix.of(Mix.of(Mix.of(seed ^ first) ^ second) + third);
    }

    boolean is(long otherFirst, long otherSecond, int otherThird) {
        return first == otherFirst && second == otherSecond && third == otherThird;
    }

    InfoHash hash() {
        return new InfoHash(Bytes.wrap(ByteBuffer.allocate(InfoHash.SIZE)
                .putLong(first)
                .putLong(second)
                .putInt(third)
                .array()));
    }

    /** The slot of some member; there must be one. */
    int last() {
        return members[size() - 1];
    }

    int size() {
        return ends[Kind.COUNT - 1];
    }

    int size(int kind) {
        return ends[kind] - start(kind);
    }

    int seeders() {
        return size(Kind.IPV4_SEEDER) + size(Kind.IPV6_SEEDER);
    }

    /** How often somebody here said to have it all now. */
    int completed() {
        return completed;
    }

    void complete() {
        completed = Math.addExact(completed, completed == Integer.MAX_VALUE ? 0 : 1);
    }

    /** Whoever stands first in each later part makes room by moving behind its last. */
    void add(int slot, int kind, PeerSlots slots) {
        if (size() == members.length) {
            members = Arrays.copyOf(members, members.length + (members.length >> 1) + 1);
        }
        int gap = size();
        for (int later = Kind.COUNT - 1; later > kind; later--) {
            gap = move(start(later), gap, slots);
            ends[later]++;
        }
        ends[kind]++;
        put(slot, gap, slots);
    }

    /** Whoever stands last in its part, and in each later one, fills the gap before. */
    void remove(int slot, int kind, PeerSlots slots) {
        int gap = slots.place(slot);
        for (int part = kind; part < Kind.COUNT; part++) {
            ends[part]--;
            gap = move(ends[part], gap, slots);
        }
        if (members.length > ROOM_MIN && size() < members.length / 4) {
            members = Arrays.copyOf(members, Math.max(ROOM_MIN, members.length / 2));
        }
    }

    /**
     * So many members of these kinds, each as likely as any other, in the order in which they stand, from somewhere on; or all there are.
     *
     * <p>One from each of equal pieces of the array, which is then turned by chance. Rationale: that takes neither memory nor writes.
     */
    int[] draw(int fromKind, int toKind, int most, RandomGenerator chance) {
        int start = start(fromKind);
        int total = ends[toKind] - start;
        if (total <= most) {
            return Arrays.copyOfRange(members, start, start + total);
        }
        long piece = ((long) total << Integer.SIZE) / most;
        int turn = Dice.below(total, chance);
        int[] drawn = new int[most];
        for (int i = 0; i < most; i++) {
            int from = (int) (i * piece >>> Integer.SIZE);
            int to = (int) ((i + 1) * piece >>> Integer.SIZE);
            int place = from + Dice.below(to - from, chance) + turn;
            drawn[i] = members[start + (place < total ? place : place - total)];
        }
        return drawn;
    }

    private int move(int from, int to, PeerSlots slots) {
        if (from != to) {
            put(members[from], to, slots);
        }
        return from;
    }

    private void put(int slot, int place, PeerSlots slots) {
        members[place] = slot;
        slots.place(slot, place);
    }

    private int start(int kind) {
        return kind == 0 ? 0 : ends[kind - 1];
    }
}
