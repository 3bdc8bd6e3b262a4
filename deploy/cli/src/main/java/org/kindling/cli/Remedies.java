package org.kindling.cli;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.kindling.cli.Diagnosis.Way;

/**
 * What to advise a peer without company, by what it was given already.
 *
 * @param proxy through which it calls, if what came back tells of one
 * @param isProxied whether it hides behind one; then nothing may be advised that would show its address
 * @param isProxyTrouble whether every call went wrong at the proxy itself, as far as one can tell
 * @param trackers those it was given that do not work, each with what came back
 */
@SuppressWarnings("OptionalUsedAsFieldOrParameterType")
record Remedies(Optional<String> proxy, boolean isProxied, boolean isProxyTrouble, List<String> trackers) {
    private static final Pattern BY_WAY_OF = Pattern.compile("by way of the proxy ([^ ]+): ");
    private static final Pattern UNANSWERED = Pattern.compile("refused|timed out|no answer|unreachable");

    Remedies {
        trackers = List.copyOf(trackers);
    }

    static Remedies of(List<Way> ways) {
        Optional<String> proxy = ways.stream()
                .map(way -> BY_WAY_OF.matcher(way.state()))
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .findFirst();
        boolean isProxied =
                proxy.isPresent() || ways.stream().anyMatch(way -> way.state().contains("go around the proxy"));
        boolean isTrouble = ways.stream()
                .filter(way -> BY_WAY_OF.matcher(way.state()).find())
                .allMatch(way -> UNANSWERED.matcher(way.state()).find());
        List<String> trackers = ways.stream()
                .filter(way -> way.kind().equals("tracker") && !way.works())
                .map(way -> way.name() + " (" + way.state() + ")")
                .toList();
        return new Remedies(proxy, isProxied, proxy.isPresent() && isTrouble, trackers);
    }

    /** @param known how many others it knows of */
    String againstSolitude(int known) {
        if (isProxyTrouble) {
            return "the proxy " + proxy.orElseThrow() + " does not answer; see that it runs and that --proxy names it";
        }
        if (!trackers.isEmpty()) {
            return "the tracker you named does not help: " + String.join(", ", trackers)
                    + "; check the URL, or bring an invitation: --join CAPSULE";
        }
        if (known > 0) {
            return "see what came back below each way in; it keeps trying";
        }
        return isProxied
                ? "give it a way in: --join CAPSULE or --tracker URL"
                : "give it a way in: --join CAPSULE, --tracker URL, --dns-seed NAME or --lan";
    }
}
