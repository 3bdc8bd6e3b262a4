package org.kindling.cli.node;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.util.Optional;

/** Why nothing can listen where an option says, in words: Java has one exception for all of it. */
public final class ListenFailure {
    private static final int FREE_FOR_ALL = 1_024;

    private ListenFailure() {}

    /**
     * What to do about it; empty if something else has failed.
     *
     * @param option that says where to listen
     */
    public static Optional<String> words(Throwable failure, String option, String host, int port) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            boolean isUnknown = cause instanceof UnknownHostException
                    && String.valueOf(cause.getMessage()).contains(host);
            if (cause instanceof BindException || isUnknown) {
                return Optional.of(words(option, host, port));
            }
        }
        return Optional.empty();
    }

    private static String words(String option, String host, int port) {
        if (!isHere(host)) {
            return host + " is no address of this machine; choose one that is with " + option
                    + " HOST:PORT, or 0.0.0.0 for all of them";
        }
        String reason = port > 0 && port < FREE_FOR_ALL
                ? " is in use, or is not for everybody, as ports below " + FREE_FOR_ALL + " are"
                : " is in use";
        return "port " + port + reason + "; choose another with " + option + " HOST:PORT, or 0 for any free one";
    }

    private static boolean isHere(String host) {
        try {
            InetAddress address = InetAddress.getByName(host);
            return address.isAnyLocalAddress()
                    || address.isLoopbackAddress()
                    || NetworkInterface.getByInetAddress(address) != null;
        } catch (IOException e) {
            return false;
        }
    }
}
