package org.kindling.peer.boundary;

/** Ties an answer to the action or event that asked for it; unique within one life of a peer. */
public record Token(long value) implements Comparable<Token> {
    @Override
    public int compareTo(Token other) {
        return Long.compare(value, other.value);
    }
}
