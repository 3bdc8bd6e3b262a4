package org.kindling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Somebody with a browser: Debian's chromium without a window, with an empty profile each time.
 *
 * <p>Notes what a developer would see in the console, and every request that goes anywhere but to the page's own peer.
 */
final class Onlooker implements AutoCloseable {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final double PATIENCE_MILLIS = 60_000;
    private static final Pattern LOOPBACK = Pattern.compile("(http://127\\.0\\.0\\.1:\\d+|data:).*");
    private static final List<String> QUIET = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1");

    private final Playwright playwright =
            Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    private final Browser browser = playwright
            .chromium()
            .launch(new BrowserType.LaunchOptions()
                    .setExecutablePath(CHROMIUM)
                    .setHeadless(true)
                    .setArgs(QUIET));
    private final List<String> complaints = new ArrayList<>();
    private final List<BrowserContext> screens = new ArrayList<>();

    /** What is looked through, in CSS pixels. */
    enum Screen {
        DESKTOP(1280, 900),
        PHONE(360, 740);

        private final int width;
        private final int height;

        Screen(int width, int height) {
            this.width = width;
            this.height = height;
        }
    }

    Page open(String url) {
        return open(url, Screen.DESKTOP, ColorScheme.LIGHT);
    }

    Page open(String url, Screen screen, ColorScheme scheme) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(screen.width, screen.height)
                .setHasTouch(screen == Screen.PHONE)
                .setColorScheme(scheme));
        context.setDefaultTimeout(PATIENCE_MILLIS);
        screens.add(context);
        Page page = context.newPage();
        page.onPageError(complaints::add);
        page.onConsoleMessage(message -> {
            if (List.of("error", "warning").contains(message.type())) {
                complaints.add(message.text());
            }
        });
        context.onRequest(request -> {
            if (!LOOPBACK.matcher(request.url()).matches()) {
                complaints.add("request to " + request.url());
            }
        });
        Response answer = page.navigate(URI.create(url).resolve("/").toString());
        assertThat(answer.headerValue("content-security-policy"))
                .startsWith("default-src 'none'")
                .doesNotContain("unsafe");
        return page;
    }

    /** Everything that was complained of, in order. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** Closes the pages and forgets what was wrong with them. */
    void lookAway() {
        screens.forEach(BrowserContext::close);
        screens.clear();
        complaints.clear();
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
