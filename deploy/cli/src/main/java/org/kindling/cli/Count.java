package org.kindling.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Whole numbers that an option takes only in part; whatever is out of bounds is refused before anything is done. */
final class Count {
    private Count() {}

    /** So many of something: {@code 1 link}, {@code 2 links}. */
    static String of(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** From 0 on. */
    static final class FromZero implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            return within(text, 0, Long.MAX_VALUE);
        }
    }

    /** From 1 to a thousand million. */
    static final class FromOne implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return between(text, 1, 1_000_000_000);
        }
    }

    /** Lines of one answer. */
    static final class Lines implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return between(text, 1, 100);
        }
    }

    /** Seconds that somebody may wait: from 0, which is to look once, to the seconds of a year. */
    static final class Seconds implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return between(text, 0, 31_536_000);
        }
    }

    /** @throws TypeConversionException if it is none of these */
    static int between(String text, int least, int most) {
        return Math.toIntExact(within(text, least, most));
    }

    private static long within(String text, long least, long most) {
        String bounds = most == Long.MAX_VALUE ? "of " + least + " or more" : "from " + least + " to " + most;
        boolean isWhole = text.strip().matches("-?[0-9]{1,18}");
        long value = isWhole ? Long.parseLong(text.strip()) : least - 1;
        if (value < least || value > most) {
            throw new TypeConversionException("'" + text + "' is not a whole number " + bounds);
        }
        return value;
    }
}
