package org.kindling.peer.boundary;

/**
 * Names one link of one peer, from the dial or the accepted call on. The peer numbers outbound links, its world inbound ones; never reused.
 */
public record LinkId(Direction direction, long number) implements Comparable<LinkId> {
    @Override
    public int compareTo(LinkId other) {
        int byDirection = direction.compareTo(other.direction);
        return byDirection != 0 ? byDirection : Long.compare(number, other.number);
    }

    @Override
    public String toString() {
        return (direction == Direction.INBOUND ? "in-" : "out-") + number;
    }
}
