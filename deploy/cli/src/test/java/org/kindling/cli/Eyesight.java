package org.kindling.cli;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Map;

/**
 * What can be made out on a page.
 *
 * @param textsSeen how many elements with words of their own were looked at
 * @param tooFaint those whose contrast with their background is below 4.5 (WCAG 2.2, 1.4.3), with the contrast
 * @param beyondTheEdge those that reach beyond the right edge of the screen
 */
record Eyesight(int textsSeen, List<String> tooFaint, List<String> beyondTheEdge, boolean scrollsSideways) {
    private static final String LOOK = """
            () => {
              const channels = color => color.match(/[\\d.]+/g).map(Number);
              const linear = value => value <= 10.31475 ? value / 3294.6 : ((value / 255 + 0.055) / 1.055) ** 2.4;
              const luminance = ([red, green, blue]) => 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
              const isClear = color => channels(color)[3] === 0;
              const behind = element => {
                const color = getComputedStyle(element).backgroundColor;
                return isClear(color) && element.parentElement ? behind(element.parentElement) : color;
              };
              const contrast = element => {
                const [light, dark] = [getComputedStyle(element).color, behind(element)]
                    .map(color => luminance(channels(color))).sort((one, other) => other - one);
                return (light + 0.05) / (dark + 0.05);
              };
              const hasWords = element => [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim());
              const seen = [...document.querySelectorAll('body *')]
                  .filter(element => element.checkVisibility() && element.getBoundingClientRect().width > 1);
              const texts = seen.filter(hasWords).filter(element => !element.closest('thead') || element.closest('thead').offsetWidth > 1);
              return {
                textsSeen: texts.length,
                tooFaint: texts.filter(element => contrast(element) < 4.5)
                    .map(element => element.textContent + ': ' + contrast(element)),
                beyondTheEdge: seen.filter(element => element.getBoundingClientRect().right > innerWidth + 0.5)
                    .filter(element => !element.closest('thead') || element.closest('thead').offsetWidth > 1)
                    .map(element => element.outerHTML),
                scrollsSideways: document.documentElement.scrollWidth > innerWidth
              };
            }
            """;

    @SuppressWarnings("unchecked")
    static Eyesight of(Page page) {
        Map<String, Object> seen = (Map<String, Object>) page.evaluate(LOOK);
        return new Eyesight(
                (int) seen.get("textsSeen"),
                (List<String>) seen.get("tooFaint"),
                (List<String>) seen.get("beyondTheEdge"),
                (boolean) seen.get("scrollsSideways"));
    }
}
