package org.kindling.tracker.front;

import java.util.StringJoiner;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.bittorrent.PeerId;

/**
 * A program and its version as one number, read from a peer id without making an object: an announce is answered in a few microseconds.
 *
 * <p>Four numbers below 1,024 behind the program's: {@code -TR3000-} is Transmission 3.00, {@code A2-1-36-0-} is aria2 1.36.0. Of a version only numbers are
 * shown. Rationale: its letters are a stranger's.
 */
final class ClientVersion {
    private static final int PARTS = 4;
    private static final int PART_BITS = 10;
    private static final int PART_MAX = (1 << PART_BITS) - 1;
    private static final int VERSION_BITS = PARTS * PART_BITS;
    private static final int DIGITS_FROM = 3;
    private static final int UNSAID = -1;

    /** Where aria2 has its numbers, and where they end at the latest. */
    private static final int NUMBERS_FROM = 3;

    private static final int NUMBERS_TO = 12;

    /** Transmission wrote two digits behind the dot until it came to 4. */
    private static final int TRANSMISSION_DOTTED = 4;

    private ClientVersion() {}

    static long of(PeerId id) {
        Bytes bytes = id.bytes();
        if (bytes.at(0) == '-' && bytes.at(DIGITS_FROM + PARTS) == '-') {
            return azureus(bytes);
        }
        boolean isAria2 = ClientProgram.at(bytes, 0) == ClientProgram.ARIA2 && bytes.at(2) == '-';
        return isAria2 ? mainline(bytes) : of(ClientProgram.OTHER);
    }

    /** Of a program that does not say its version. */
    static long of(ClientProgram program) {
        return (long) program.code() << VERSION_BITS | (1L << VERSION_BITS) - 1;
    }

    static ClientProgram program(long client) {
        return ClientProgram.ofCode((int) (client >> VERSION_BITS));
    }

    /** Numbers with dots between, without zeros that say nothing; empty if it is not said. */
    static String text(long client) {
        if (client == of(program(client))) {
            return "";
        }
        if (program(client) == ClientProgram.TRANSMISSION && part(client, 0) < TRANSMISSION_DOTTED) {
            return part(client, 0) + "." + part(client, 1) + part(client, 2);
        }
        int parts = PARTS;
        while (parts > 2 && part(client, parts - 1) == 0) {
            parts--;
        }
        StringJoiner text = new StringJoiner(".");
        for (int i = 0; i < parts; i++) {
            text.add(Integer.toString(part(client, i)));
        }
        return text.toString();
    }

    private static long azureus(Bytes bytes) {
        ClientProgram program = ClientProgram.at(bytes, 1);
        long client = program.code();
        for (int i = 0; i < PARTS; i++) {
            int digit = digit(bytes.at(DIGITS_FROM + i));
            if (digit == UNSAID || program == ClientProgram.OTHER) {
                return of(ClientProgram.OTHER);
            }
            client = client << PART_BITS | digit;
        }
        return client;
    }

    /** Numbers of up to three digits, each followed by a hyphen. */
    private static long mainline(Bytes bytes) {
        long client = ClientProgram.ARIA2.code();
        int parts = 0;
        int number = 0;
        for (int i = NUMBERS_FROM; i < NUMBERS_TO && parts < PARTS; i++) {
            byte next = bytes.at(i);
            if (next == '-' && bytes.at(i - 1) != '-') {
                client = client << PART_BITS | number;
                parts++;
                number = 0;
            } else if (next >= '0' && next <= '9' && 10 * number + next - '0' < PART_MAX) {
                number = 10 * number + next - '0';
            } else {
                break;
            }
        }
        return parts == 0 ? of(ClientProgram.ARIA2) : client << PART_BITS * (PARTS - parts);
    }

    private static int digit(byte letter) {
        if (letter >= '0' && letter <= '9') {
            return letter - '0';
        }
        if (letter >= 'A' && letter <= 'Z') {
            return letter - 'A' + 10;
        }
        return letter >= 'a' && letter <= 'z' ? letter - 'a' + 36 : UNSAID;
    }

    private static int part(long client, int index) {
        return (int) (client >> PART_BITS * (PARTS - 1 - index)) & PART_MAX;
    }
}
