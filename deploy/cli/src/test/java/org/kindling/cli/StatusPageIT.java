package org.kindling.cli;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
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
import org.kindling.protocol.ledger.Transaction;
import org.kindling.tracker.Patience;

/** What a person sees who opens a peer in a browser. */
@Tag("ui")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class StatusPageIT {
    /** Each peer asks one by chance, once a minute, how well connected he is: it may take some minutes until the last answer of each is good enough. */
    private static final LocatorAssertions.ContainsTextOptions ACQUAINTANCE =
            new LocatorAssertions.ContainsTextOptions().setTimeout(600_000);

    private static final Path PICTURES = Path.of("target", "ui");
    private static final Pattern BLOCK_ACCEPTED = Pattern.compile("Block (\\d+) accepted.*");
    private static final Pattern LOST_CONNECTION =
            Pattern.compile(".*net::ERR_(CONNECTION_(REFUSED|RESET)|INCOMPLETE_CHUNKED_ENCODING|EMPTY_RESPONSE).*");

    @AutoClose
    private Hamlet hamlet;

    @AutoClose
    private Onlooker onlooker;

    @BeforeAll
    void threePeersMine(@TempDir Path folder) throws Exception {
        PlaywrightAssertions.setDefaultAssertionTimeout(60_000);
        hamlet = new Hamlet(folder);
        hamlet.beginTracker();
        for (String name : List.of("a", "b", "c")) {
            hamlet.peer(name);
        }
        onlooker = new Onlooker();
    }

    @AfterEach
    void nothingWasComplainedOf() {
        List<String> complaints = onlooker.complaints();
        onlooker.lookAway();
        assertThat(complaints).isEmpty();
    }

    @Test
    void theHeightRisesAndEveryBlockIsTold() throws Exception {
        Page page = look("a");
        long before = shownHeight(page);

        page.waitForCondition(() -> shownHeight(page) > before + 1);

        page.waitForCondition(() -> lastToldHeight(page) > before + 1);
        Locator newest = rows(page, "Newest blocks").first().getByRole(AriaRole.LINK);
        assertThat(newest).hasText(Pattern.compile("\\d+"));
        long listed = Long.parseLong(newest.textContent());
        assertThat(newest).hasAttribute("href", Pattern.compile("/v1/blocks/[0-9a-f]{64}"));
        assertThat(listed).isGreaterThan(before);
    }

    @Test
    void itsLinksAndItsWaysToFindPeersAreListed() throws Exception {
        Page page = look("a");

        assertThat(row(page, "Links", hamlet.shortNode("b"))).isVisible();
        assertThat(row(page, "Links", hamlet.shortNode("c"))).isVisible();
        assertThat(row(page, "Ways to find peers", hamlet.tracker())).containsText("tracker");
        assertThat(row(page, "Ways to find peers", "remembered peers")).isVisible();
        assertThat(page.getByText("Can the tracker be lost now?"))
                .containsText("yes: no tracker is needed any more", ACQUAINTANCE);
        assertThat(page.getByRole(AriaRole.STATUS)).hasText("✓ Ready");
        assertThat(page.getByRole(AriaRole.HEADING, new GetByRoleOptions().setLevel(1)))
                .containsText("hamlet");
    }

    @Test
    void aTransactionIsListedWhileItWaitsAndInABlockAfterwards() throws Exception {
        long nonce = hamlet.nextNonce("a");
        Transaction late = hamlet.payment(nonce + 1, 25);
        Transaction early = hamlet.payment(nonce, 4);
        Page page = look("a");
        assertThat(row(page, "Waiting transactions", "None")).isVisible();

        hamlet.api("b").submit(late);

        Locator waiting = row(page, "Waiting transactions", late.id().hex().substring(0, 8));
        assertThat(waiting).containsText("pays 25 to ");
        hamlet.api("a").submit(early);
        assertThat(waiting).hasCount(0);
        assertThat(row(page, "Waiting transactions", "None")).isVisible();
        assertThat(page.getByRole(AriaRole.LOG)).containsText("was handed in here");
        assertThat(page.getByRole(AriaRole.LOG)).containsText(Pattern.compile("accepted.*, [12] transactions?"));
    }

    @Test
    void aStoppedNeighbourLeavesTheList() throws Exception {
        Kindling neighbour = hamlet.peer("passer-by");
        String node = hamlet.shortNode("passer-by");
        Page page = look("a");
        assertThat(row(page, "Links", node)).isVisible();

        neighbour.kill();

        assertThat(row(page, "Links", node)).hasCount(0);
        assertThat(page.getByRole(AriaRole.LOG)).containsText("Link with " + node + " closed");
        assertThat(row(page, "Links", hamlet.shortNode("b"))).isVisible();
    }

    @Test
    void itSaysThatThePeerIsGoneAndGoesOnWhenItIsBack() throws Exception {
        Kindling peer = hamlet.peer("mortal");
        String api = hamlet.api("mortal").base();
        Page page = look("mortal", Onlooker.Screen.PHONE, ColorScheme.DARK);
        Locator alert = page.getByRole(AriaRole.ALERT);
        assertThat(alert).isHidden();
        long height = shownHeight(page);
        assertThat(onlooker.complaints()).isEmpty();

        peer.kill();

        assertThat(alert).containsText("The peer has not answered since");
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("No answer");
        assertThat(page).hasTitle(Pattern.compile("No answer.*"));
        assertThat(page.getByRole(AriaRole.TABLE)).hasCount(4);
        assertReadableAndWithinTheScreen(page);
        picture(page, "gone-phone-dark");
        hamlet.peer("mortal", api.substring("http://".length()));
        assertThat(alert).isHidden();
        page.waitForCondition(() -> shownHeight(page) > height && lastToldHeight(page) > height);
        assertThat(onlooker.complaints()).allMatch(LOST_CONNECTION.asMatchPredicate());
        onlooker.lookAway();
    }

    @Test
    void theKeyboardSufficesAndPauseHoldsThePageStill() throws Exception {
        Page page = look("a");
        Locator pause = page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Pause"));

        page.keyboard().press("Tab");
        assertThat(pause).isFocused();
        page.keyboard().press("Space");

        assertThat(pause).hasAttribute("aria-pressed", "true");
        long held = shownHeight(page);
        Patience.until("two more blocks", () -> hamlet.height("a") > held + 2);
        assertThat(shownHeight(page)).isEqualTo(held);
        page.keyboard().press("Space");
        page.waitForCondition(() -> shownHeight(page) > held + 2);
        page.getByText("Invite a newcomer").focus();
        page.keyboard().press("Enter");
        assertThat(page.getByText("kindling peer --join kindling:")).isVisible();
    }

    @Test
    void theInvitationIsCopiedAtAPress() throws Exception {
        Page page = look("a");
        page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
        page.getByText("Invite a newcomer").click();

        page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Copy")).click();

        assertThat(page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Copied")))
                .isVisible();
        assertThat(page.evaluate("navigator.clipboard.readText()").toString())
                .isEqualTo(page.locator("#capsule").textContent())
                .startsWith("kindling peer --join kindling:");
    }

    @Test
    void wordsAreNotBrokenAndTheNextTryIsToldFromNow() throws Exception {
        Page page = look("a");
        Locator name = row(page, "Ways to find peers", "remembered peers").getByText("remembered peers");

        page.waitForCondition(() -> page.locator("#sources").textContent().contains("in "));

        assertThat(name.evaluate("cell => getComputedStyle(cell).overflowWrap")).isEqualTo("break-word");
        assertThat(page.locator("#sources td[data-name='Next try']").allTextContents())
                .allMatch(text -> text.matches("|now|in [0-9]+ (s|min|h)"));
    }

    @ParameterizedTest
    @CsvSource({"DESKTOP, LIGHT", "DESKTOP, DARK", "PHONE, LIGHT", "PHONE, DARK"})
    void everythingIsReadableAndWithinTheScreen(Onlooker.Screen screen, ColorScheme scheme) throws Exception {
        Page page = look("a", screen, scheme);
        assertThat(row(page, "Links", hamlet.shortNode("b"))).isVisible();
        assertThat(row(page, "Links", hamlet.shortNode("c"))).isVisible();
        long nonce = hamlet.nextNonce("a");
        hamlet.api("a").submit(hamlet.payment(nonce + 1, 5));
        assertThat(row(page, "Waiting transactions", "pays 5 to ")).isVisible();
        page.getByText("Invite a newcomer").click();
        assertThat(page.getByText("kindling peer --join kindling:")).isVisible();
        page.waitForCondition(() -> lastToldHeight(page) > 0);

        assertReadableAndWithinTheScreen(page);

        picture(page, screen + "-" + scheme);
        hamlet.api("a").submit(hamlet.payment(nonce, 5));
        assertThat(row(page, "Waiting transactions", "None")).isVisible();
    }

    private Page look(String peer) throws Exception {
        return look(peer, Onlooker.Screen.DESKTOP, ColorScheme.LIGHT);
    }

    /** Opens the page of a peer and waits until it says that the peer is ready. */
    private Page look(String peer, Onlooker.Screen screen, ColorScheme scheme) throws Exception {
        Page page = onlooker.open(hamlet.api(peer).base(), screen, scheme);
        assertThat(page.getByRole(AriaRole.STATUS)).hasText("✓ Ready");
        return page;
    }

    private static long shownHeight(Page page) {
        return Long.parseLong(page.locator("#height").textContent());
    }

    /** The height of the newest block that the list of events tells of; 0 if it tells of none. */
    private static long lastToldHeight(Page page) {
        return page.locator("#events li span").allTextContents().stream()
                .map(BLOCK_ACCEPTED::matcher)
                .filter(words -> words.matches())
                .mapToLong(words -> Long.parseLong(words.group(1)))
                .max()
                .orElse(0);
    }

    private static Locator rows(Page page, String table) {
        return page.getByRole(AriaRole.TABLE, new GetByRoleOptions().setName(table))
                .locator("tbody")
                .getByRole(AriaRole.ROW);
    }

    private static Locator row(Page page, String table, String words) {
        return rows(page, table).filter(new Locator.FilterOptions().setHasText(words));
    }

    private static void assertReadableAndWithinTheScreen(Page page) {
        Eyesight eyesight = Eyesight.of(page);
        assertThat(eyesight.textsSeen()).isGreaterThan(50);
        assertThat(eyesight.tooFaint()).as("texts with too little contrast").isEmpty();
        assertThat(eyesight.beyondTheEdge()).as("elements that stick out").isEmpty();
        assertThat(eyesight.scrollsSideways()).isFalse();
    }

    private static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(PICTURES.resolve(name.toLowerCase(Locale.ROOT) + ".png")));
    }
}
