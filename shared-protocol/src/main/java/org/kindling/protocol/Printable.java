package org.kindling.protocol;

/**
 * Text that a line of a log, a terminal or a JSON document can show as it is.
 *
 * <p>Not printable are control characters (C0 and C1, ISO 6429), line and paragraph separators, format characters (which turn text
 * around or hide it, Unicode TR 36 §2.5) and half surrogate pairs. Rationale: a stranger's words must not end a line, colour a terminal, or be
 * refused by the encoder that is to carry them; one rule for all, so that what one place makes printable no other place refuses.
 */
public final class Printable {
    private static final int STAND_IN = '?';
    private static final String CUT = "…";

    private Printable() {}

    /** Whether every character of the text is. */
    public static boolean isPrintable(String text) {
        return text.codePoints().allMatch(Printable::isPrintable);
    }

    /** The text with a question mark for every character that is not, at most so many characters long: cut, it ends in an ellipsis. */
    public static String of(String text, int charactersMax) {
        Check.argument(charactersMax >= 1, "nothing can be said in %s characters", charactersMax);
        boolean isWhole = text.length() <= charactersMax;
        String kept = isWhole ? text : text.substring(0, start(text, charactersMax - CUT.length()));
        StringBuilder printable = new StringBuilder(kept.length() + CUT.length());
        kept.codePoints()
                .map(character -> isPrintable(character) ? character : STAND_IN)
                .forEach(printable::appendCodePoint);
        return isWhole ? printable.toString() : printable.append(CUT).toString();
    }

    private static int start(String text, int length) {
        boolean isWithinPair = length > 0
                && Character.isHighSurrogate(text.charAt(length - 1))
                && Character.isLowSurrogate(text.charAt(length));
        return isWithinPair ? length - 1 : length;
    }

    private static boolean isPrintable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> false;
            default -> true;
        };
    }
}
