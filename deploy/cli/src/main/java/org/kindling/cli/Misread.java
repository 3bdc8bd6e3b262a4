package org.kindling.cli;

import org.kindling.protocol.MalformedException;

/** What is wrong with a text or a file that somebody named, without the words that are meant for what a stranger sent. */
final class Misread {
    private Misread() {}

    static String words(MalformedException failure) {
        String message = String.valueOf(failure.getMessage());
        String stranger = failure.fault().text() + ": ";
        return message.startsWith(stranger) ? message.substring(stranger.length()) : message;
    }
}
