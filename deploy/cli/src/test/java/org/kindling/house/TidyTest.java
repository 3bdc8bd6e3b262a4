package org.kindling.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The unit tests of the source tree itself. */
final class TidyTest {

    /**
     * What is tolerated, word for word as a rule reports it. Only ever shortened: what has been put right must be
     * struck off.
     */
    private static final Set<String> TOLERATED = Set.of();

    private static final int FILE_LINES_MAX = 400;
    private static final int METHOD_LINES_MAX = 60;

    private static final String NO_NAME = "Manager|Helpers?|Utils?|Utilities|Impl|Abstract|Base|Data|Processor";
    /** First or last word of a name; {@code InfoHash} is BitTorrent's own word, so Info counts only at the end. */
    private static final Pattern NAMELESS =
            Pattern.compile("(" + NO_NAME + ")([A-Z].*)?|.*[a-z0-9](" + NO_NAME + "|Info)");

    private static final Pattern UNFINISHED = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|X" + "XX)\\b");
    private static final Pattern MACHINE_PATH =
            Pattern.compile("(?<![\\w.}~-])/(home|root|work|Users)/\\w|\\b[A-Z]:\\\\Users");
    private static final Pattern SLEEP = Pattern.compile("\\.sle" + "ep\\(");

    private static final List<SourceFile> TREE = SourceTree.read();

    @Test
    void everyModuleIsWalked() {
        assertThat(TREE)
                .extracting(SourceFile::path)
                .contains("pom.xml", "shared-protocol/pom.xml", "tracker/pom.xml", "peer/pom.xml", "deploy/cli/pom.xml")
                .contains("deploy/kindling", "deploy/cli/src/main/java/org/kindling/cli/Main.java");
    }

    @Test
    void noFileIsTooLong() {
        assertTidy(main(), TidyTest::tooLong);
        assertCaught(TidyTest::tooLong, "\n".repeat(FILE_LINES_MAX + 1));
    }

    @Test
    void noMethodIsTooLong() {
        assertTidy(main(), TidyTest::tooLongMethods);
        assertCaught(TidyTest::tooLongMethods, "class A { void a() {" + "\n".repeat(METHOD_LINES_MAX) + "} }");
    }

    @Test
    void everyTypeHasAName() {
        assertTidy(java(), TidyTest::namelessTypes);
        assertCaught(TidyTest::namelessTypes, "class LinkManager {}");
        assertCaught(TidyTest::namelessTypes, "class A { interface AbstractLink {} }");
        assertThat(namelessTypes(new SourceFile("A.java", "class Base58 { class InfoHash {} class Database {} }")))
                .isEmpty();
    }

    @Test
    void everyPackageSaysWhatItIsAndIsNullMarked() {
        Set<String> folders = main().map(SourceFile::folder).collect(Collectors.toSet());
        Set<String> marked = main().filter(file -> file.path().endsWith("/package-info.java"))
                .filter(file -> file.text().contains("/**"))
                .filter(file -> file.outline().annotations().contains("NullMarked"))
                .map(SourceFile::folder)
                .collect(Collectors.toSet());

        assertThat(folders).isEqualTo(marked);
    }

    @Test
    void nothingIsLeftUnfinished() {
        assertTidy(TREE.stream(), lines(UNFINISHED, "unfinished"));
        assertCaught(lines(UNFINISHED, "unfinished"), "// TO" + "DO later");
    }

    @Test
    void nothingSleeps() {
        assertTidy(java(), lines(SLEEP, "sleeps"));
        assertCaught(lines(SLEEP, "sleeps"), "Thread.sle" + "ep(10);");
    }

    @Test
    void noTestIsSwitchedOff() {
        assertTidy(java(), TidyTest::switchedOff);
        assertCaught(TidyTest::switchedOff, "class A { @Dis" + "abled void a() {} }");
    }

    @Test
    void noFileKnowsWhichMachineItWasWrittenOn() {
        assertTidy(TREE.stream(), lines(MACHINE_PATH, "names a folder of one machine"));
        assertCaught(lines(MACHINE_PATH, "names a folder of one machine"), "see /ho" + "me/alice/kindling");
    }

    @Test
    void whatIsToleratedIsStillUntidy() {
        Stream<Function<SourceFile, List<String>>> rules =
                Stream.of(TidyTest::tooLong, TidyTest::tooLongMethods, TidyTest::namelessTypes);
        List<String> untidy = rules.flatMap(rule -> main().flatMap(file -> rule.apply(file).stream()))
                .toList();

        assertThat(untidy).containsAll(TOLERATED);
    }

    private static Stream<SourceFile> java() {
        return TREE.stream().filter(SourceFile::isJava);
    }

    private static Stream<SourceFile> main() {
        return java().filter(SourceFile::isMain);
    }

    private static List<String> tooLong(SourceFile file) {
        return file.lines() > FILE_LINES_MAX ? List.of(file.path() + " is longer than " + FILE_LINES_MAX) : List.of();
    }

    private static List<String> tooLongMethods(SourceFile file) {
        return file.outline().methods().stream()
                .filter(method -> method.lines() > METHOD_LINES_MAX)
                .map(method -> file.path() + ": " + method.name() + " is longer than " + METHOD_LINES_MAX)
                .toList();
    }

    private static List<String> namelessTypes(SourceFile file) {
        return file.outline().types().stream()
                .filter(type -> NAMELESS.matcher(type.name()).matches())
                .map(type -> file.path() + ": " + type.name() + " is not a name; if it resists one, it is two types")
                .toList();
    }

    private static List<String> switchedOff(SourceFile file) {
        return file.outline().annotations().stream()
                .filter(annotation -> annotation.startsWith("Dis" + "abled"))
                .map(annotation -> file.path() + " switches a test off")
                .toList();
    }

    private static Function<SourceFile, List<String>> lines(Pattern pattern, String complaint) {
        return file -> file.text()
                .lines()
                .filter(line -> pattern.matcher(line).find())
                .map(line -> file.path() + " " + complaint + ": " + line.strip())
                .toList();
    }

    private static void assertTidy(Stream<SourceFile> files, Function<SourceFile, List<String>> rule) {
        assertThat(files.flatMap(file -> rule.apply(file).stream())).isSubsetOf(TOLERATED);
    }

    /** A rule that cannot complain is no rule. */
    private static void assertCaught(Function<SourceFile, List<String>> rule, String untidy) {
        assertThat(rule.apply(new SourceFile("A.java", untidy))).hasSize(1);
    }
}
