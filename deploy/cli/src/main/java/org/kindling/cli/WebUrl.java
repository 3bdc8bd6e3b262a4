package org.kindling.cli;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/** The base URL of an API, as an option names it. */
final class WebUrl {
    private static final int PORT_MAX = 65_535;

    private WebUrl() {}

    /** The same text, if it can be one: {@code http} or {@code https}, a host, a port there can be, nothing behind a question mark. */
    static String checked(String option, String text, String example) {
        try {
            URI url = new URI(text);
            boolean isWeb = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            boolean isPlain = url.getQuery() == null && url.getFragment() == null && url.getUserInfo() == null;
            if (isWeb && url.getHost() != null && isPlain && url.getPort() != 0 && url.getPort() <= PORT_MAX) {
                return text;
            }
        } catch (URISyntaxException e) {
            throw refusal(option, text, example, e);
        }
        throw refusal(option, text, example, null);
    }

    private static CommandFailed refusal(String option, String text, String example, @Nullable Exception cause) {
        return new CommandFailed(
                ExitCode.USAGE, option + " is '" + text + "', which is no URL such as " + example, cause);
    }
}
