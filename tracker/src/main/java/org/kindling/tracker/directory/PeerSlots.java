package org.kindling.tracker.directory;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.InvariantBroken;
import org.kindling.protocol.bittorrent.PeerId;

/**
 * All peers that are known by address alone, each a number (its slot) and a place in several arrays.
 *
 * <p>Rationale: a million of them take 80 bytes each; as objects they would take five times that, and the collector of garbage would visit them all.
 *
 * <p>A peer is found by swarm and address, in a table whose hash is keyed by chance; and stands in a line in which whoever announced longest ago
 * comes first.
 */
final class PeerSlots {
    static final int NOBODY = -1;

    private static final int ROOM_MIN = 64;
    private static final int ROW = 3;
    private static final int GROUP_BIT = 32;
    private static final int PORT_BIT = 16;
    private static final long TRAITS = 0xffff;

    private final int peersMax;
    private final long seed;
    private int room;
    private int used;
    private int size;
    private int freed = NOBODY;
    private int oldest = NOBODY;
    private int newest = NOBODY;

    private @Nullable BareSwarm[] swarms = {};

    /** Three numbers a peer, so that looking at one takes one look into memory: both halves of its address, then group, port and traits. */
    private long[] rows = {};

    private byte[] id = {};
    private int[] heardSeconds = {};
    private int[] place = {};
    private int[] older = {};
    private int[] newer = {};

    /** The next in the same place of the table, or the next free slot. */
    private int[] next = {};

    private int[] table = {};

    PeerSlots(int peersMax, long seed) {
        this.peersMax = peersMax;
        this.seed = seed;
        grow();
    }

    int size() {
        return size;
    }

    boolean isFull() {
        return size >= peersMax;
    }

    /** Who announced longest ago, or nobody. */
    int oldest() {
        return oldest;
    }

    int find(BareSwarm swarm, BareAddress address) {
        int slot = table[home(swarm, address.high(), address.low(), address.port())];
        while (slot != NOBODY && !isAt(slot, swarm, address)) {
            slot = next[slot];
        }
        return slot;
    }

    /** Takes a slot, as the newest. There must be room, and nobody of this swarm at this address. */
    int add(BareSwarm swarm, BareAddress address, int ofGroup, int atSeconds) {
        int slot = takeFree();
        swarms[slot] = swarm;
        rows[ROW * slot] = address.high();
        rows[ROW * slot + 1] = address.low();
        rows[ROW * slot + 2] = (long) ofGroup << GROUP_BIT | (long) address.port() << PORT_BIT;
        chain(slot);
        size++;
        append(slot, atSeconds);
        return slot;
    }

    /** What may change with each announce. */
    void describe(int slot, PeerId peerId, Zone zone, boolean isSeeder) {
        peerId.bytes().writeTo(ByteBuffer.wrap(id, slot * PeerId.SIZE, PeerId.SIZE));
        long traits = (long) zone.depth() << 1 | (isSeeder ? 1 : 0);
        rows[ROW * slot + 2] = rows[ROW * slot + 2] & ~TRAITS | traits;
    }

    /** The peer has announced again. */
    void renew(int slot, int atSeconds) {
        unlink(slot);
        append(slot, atSeconds);
    }

    void remove(int slot) {
        unchain(slot);
        unlink(slot);
        swarms[slot] = null;
        next[slot] = freed;
        freed = slot;
        size--;
    }

    BareSwarm swarm(int slot) {
        BareSwarm swarm = swarms[slot];
        if (swarm == null) {
            throw new InvariantBroken("slot " + slot + " is empty");
        }
        return swarm;
    }

    BareAddress address(int slot) {
        return new BareAddress(rows[ROW * slot], rows[ROW * slot + 1], port(slot));
    }

    Bytes id(int slot) {
        return Bytes.wrap(Arrays.copyOfRange(id, slot * PeerId.SIZE, (slot + 1) * PeerId.SIZE));
    }

    boolean isSeeder(int slot) {
        return (rows[ROW * slot + 2] & 1) != 0;
    }

    Zone zone(int slot) {
        return Zone.atDepth((int) (rows[ROW * slot + 2] & TRAITS) >> 1);
    }

    /** A number that is the same for addresses of one group. */
    int group(int slot) {
        return (int) (rows[ROW * slot + 2] >> GROUP_BIT);
    }

    int heardSeconds(int slot) {
        return heardSeconds[slot];
    }

    /** Where its swarm has it. */
    int place(int slot) {
        return place[slot];
    }

    void place(int slot, int newPlace) {
        place[slot] = newPlace;
    }

    private boolean isAt(int slot, BareSwarm swarm, BareAddress address) {
        return swarms[slot] == swarm
                && rows[ROW * slot] == address.high()
                && rows[ROW * slot + 1] == address.low()
                && port(slot) == address.port();
    }

    private int port(int slot) {
        return (char) (rows[ROW * slot + 2] >> PORT_BIT);
    }

    private int takeFree() {
        if (freed != NOBODY) {
            int slot = freed;
            freed = next[slot];
            return slot;
        }
        if (used == room) {
            grow();
        }
        return used++;
    }

    private void append(int slot, int atSeconds) {
        heardSeconds[slot] = atSeconds;
        older[slot] = newest;
        newer[slot] = NOBODY;
        if (newest == NOBODY) {
            oldest = slot;
        } else {
            newer[newest] = slot;
        }
        newest = slot;
    }

    private void unlink(int slot) {
        if (older[slot] == NOBODY) {
            oldest = newer[slot];
        } else {
            newer[older[slot]] = newer[slot];
        }
        if (newer[slot] == NOBODY) {
            newest = older[slot];
        } else {
            older[newer[slot]] = older[slot];
        }
    }

    private void chain(int slot) {
        int home = home(slot);
        next[slot] = table[home];
        table[home] = slot;
    }

    private void unchain(int slot) {
        int home = home(slot);
        if (table[home] == slot) {
            table[home] = next[slot];
            return;
        }
        int before = table[home];
        while (next[before] != slot) {
            before = next[before];
        }
        next[before] = next[slot];
    }

    private int home(int slot) {
        return home(swarm(slot), rows[ROW * slot], rows[ROW * slot + 1], port(slot));
    }

    private int home(BareSwarm swarm, long addressHigh, long addressLow, int addressPort) {
        long hash = BareSwarm.hash(seed, swarm.first, swarm.second, swarm.third);
        hash = Mix.of(hash ^ addressHigh);
        hash = Mix.of(hash ^ addressLow);
        return (int) Mix.of(hash + addressPort) & (table.length - 1);
    }

    /** By half, so that little stands empty; one array after another, so that only one is there twice. */
    private void grow() {
        room = Math.min(peersMax, Math.max(ROOM_MIN, room + room / 2));
        swarms = Arrays.copyOf(swarms, room);
        rows = Arrays.copyOf(rows, ROW * room);
        id = Arrays.copyOf(id, room * PeerId.SIZE);
        heardSeconds = Arrays.copyOf(heardSeconds, room);
        place = Arrays.copyOf(place, room);
        older = Arrays.copyOf(older, room);
        newer = Arrays.copyOf(newer, room);
        next = Arrays.copyOf(next, room);
        table = new int[Integer.highestOneBit(room)];
        Arrays.fill(table, NOBODY);
        for (int slot = 0; slot < used; slot++) {
            chain(slot);
        }
    }
}
