package org.kindling.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people type them: {@code 500ms}, {@code 40s}, {@code 2m}, {@code 1h}. */
final class Durations {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");

    private Durations() {}

    /** @param option which names it */
    static Duration positive(String option, String text) {
        Duration duration = parse(text);
        if (duration.isZero()) {
            throw new CommandFailed(ExitCode.USAGE, option + " is " + text.strip() + "; it must be longer");
        }
        return duration;
    }

    /** In the one unit that says enough: {@code 12 s}, {@code 3 min}, {@code 5 h}, {@code 4 days}. */
    static String rough(Duration duration) {
        if (duration.toMinutes() < 2) {
            return duration.toSeconds() + " s";
        }
        if (duration.toHours() < 2) {
            return duration.toMinutes() + " min";
        }
        return duration.toHours() < 48 ? duration.toHours() + " h" : duration.toDays() + " days";
    }

    private static Duration parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new CommandFailed(
                    ExitCode.USAGE, "'" + text + "' is not a duration; write it like 500ms, 40s, 2m or 1h");
        }
        long count = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            default -> Duration.ofHours(count);
        };
    }
}
