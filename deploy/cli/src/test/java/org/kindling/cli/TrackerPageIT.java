package org.kindling.cli;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person sees who opens a tracker in a browser. */
@Tag("ui")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TrackerPageIT {
    private static final Path PICTURES = Path.of("target", "ui");
    private static final String SWARM =
            "/announce?info_hash=%01%02%03%04%05%06%07%08%09%10%11%12%13%14%15%16%17%18%19%20";

    @AutoClose
    private Hamlet hamlet;

    @AutoClose
    private Onlooker onlooker;

    private Kindling tracker;

    @BeforeAll
    void aPeerAndSomeStrangersAnnounce(@TempDir Path folder) throws Exception {
        PlaywrightAssertions.setDefaultAssertionTimeout(60_000);
        hamlet = new Hamlet(folder);
        tracker = hamlet.beginTracker();
        hamlet.peer("a");
        onlooker = new Onlooker();
        for (int i = 10; i < 40; i++) {
            ask(SWARM + "&peer_id=-TR3000-abcdefghij" + i + "&port=68" + i + "&left=0");
        }
        ask(SWARM + "&peer_id=-qB4610-abcdefghijkl&port=6990&left=0");
        ask(SWARM + "&peer_id=%3Cimg%20src%3Dx%20onerror%3D1&port=6991&left=0");
        ask("/announce?info_hash=short");
    }

    private void ask(String path) throws Exception {
        HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(hamlet.tracker() + path))
                                .build(),
                        BodyHandlers.discarding());
    }

    @AfterEach
    void nothingWasComplainedOf() {
        List<String> complaints = onlooker.complaints();
        onlooker.lookAway();
        assertThat(complaints).isEmpty();
    }

    private Page look(Onlooker.Screen screen, ColorScheme scheme) {
        Page page = onlooker.open(hamlet.tracker(), screen, scheme);
        assertThat(page.getByRole(AriaRole.STATUS)).hasText("✓ Open");
        return page;
    }

    private static Locator row(Page page, String table, String words) {
        return page.getByRole(AriaRole.TABLE, new GetByRoleOptions().setName(table))
                .locator("tbody")
                .getByRole(AriaRole.ROW)
                .filter(new Locator.FilterOptions().setHasText(words));
    }

    @Test
    void whoIsHereAndByWhichProgramIsShown() {
        Page page = look(Onlooker.Screen.DESKTOP, ColorScheme.LIGHT);

        assertThat(page.locator("#networks")).hasText("1");
        assertThat(page.locator("#peers")).hasText("1");
        assertThat(page.locator("#bare")).hasText("32");
        assertThat(row(page, "Programs that announced", "Transmission")).containsText("3.00");
        assertThat(row(page, "Programs that announced", "Transmission")).containsText("30");
        assertThat(row(page, "Programs that announced", "qBittorrent")).containsText("4.6.1");
        assertThat(row(page, "Programs that announced", "other")).hasCount(1);
        assertThat(row(page, "Programs that announced", "Kindling")).hasCount(1);
        assertThat(row(page, "Refused or not answered", "malformed")).hasCount(1);
        assertThat(page.locator("#plot path").first()).hasAttribute("d", Pattern.compile("M0 100L.*[1-9].*Z"));
        assertThat(page.content()).doesNotContain("onerror");
    }

    @ParameterizedTest
    @CsvSource({"DESKTOP, LIGHT", "DESKTOP, DARK", "PHONE, LIGHT", "PHONE, DARK"})
    void everythingIsReadableAndWithinTheScreen(Onlooker.Screen screen, ColorScheme scheme) {
        Page page = look(screen, scheme);
        assertThat(row(page, "Programs that announced", "Transmission")).isVisible();

        Eyesight eyesight = Eyesight.of(page);
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(PICTURES.resolve("tracker-" + (screen + "-" + scheme).toLowerCase(Locale.ROOT) + ".png")));

        assertThat(eyesight.textsSeen()).isGreaterThan(30);
        assertThat(eyesight.tooFaint()).as("texts with too little contrast").isEmpty();
        assertThat(eyesight.beyondTheEdge()).as("elements that stick out").isEmpty();
        assertThat(eyesight.scrollsSideways()).isFalse();
    }

    @Test
    void aTrackerThatIsGoneIsSaidToBeGone(@TempDir Path folder) throws Exception {
        Kindling mortal = Kindling.start(folder, "tracker", "--listen", "127.0.0.1:0", "--json");
        String url = mortal.ready().path("tracker").asText();
        Page page = onlooker.open(url);
        assertThat(page.getByRole(AriaRole.STATUS)).hasText("✓ Open");

        mortal.kill();

        assertThat(page.getByRole(AriaRole.ALERT)).containsText("The tracker has not answered since");
        assertThat(page).hasTitle(Pattern.compile("No answer.*"));
        assertThat(tracker.isAlive()).isTrue();
        onlooker.lookAway();
    }
}
