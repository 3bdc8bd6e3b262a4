package org.kindling.house;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Which package may import which.
 *
 * <p>Ordinary test methods. Rationale: ArchUnit's own {@code @ArchTest} fields have been seen to run no test at all,
 * and say nothing.
 */
final class ArchitectureTest {

    private static final String PROTOCOL = "org.kindling.protocol..";
    /** What protoc writes; bytes to the rest of the world. */
    private static final String SCHEMA = "org.kindling.protocol.schema..";

    private static final String TRACKER = "org.kindling.tracker..";
    private static final String DIRECTORY = "org.kindling.tracker.directory..";
    private static final String BOUNDARY = "org.kindling.peer.boundary..";
    private static final String CORE = "org.kindling.peer.core..";
    private static final String LAB = "org.kindling.peer.lab..";
    private static final String SHELL = "org.kindling.peer.shell..";
    private static final String CLI = "org.kindling.cli..";

    private static final String[] JDK = {"java..", "org.jspecify.annotations.."};
    private static final String[] INPUT_AND_OUTPUT = {
        "java.io..", "java.nio.file..", "java.nio.channels..", "java.net..", "java.util.concurrent..", "org.slf4j.."
    };

    /** Everything Kindling is made of, without its tests. */
    private static final JavaClasses KINDLING = new ClassFileImporter()
            .withImportOption(location -> !location.contains("/test-classes/") && !location.contains("-tests.jar"))
            .importPackages("org.kindling");

    @ParameterizedTest
    @ValueSource(strings = {"org.kindling.protocol", "org.kindling.tracker", "org.kindling.peer", "org.kindling.cli"})
    void everyModuleIsLookedAt(String module) {
        assertThat(KINDLING.that(resideInAnyPackage(module + ".."))).isNotEmpty();
    }

    @Test
    void theProtocolKnowsNobody() {
        hold(noClasses().that().resideInAPackage(PROTOCOL).should().dependOnClassesThat(othersOfOurs(PROTOCOL)));
    }

    @Test
    void theTrackerKnowsOnlyTheProtocol() {
        hold(noClasses()
                .that()
                .resideInAPackage(TRACKER)
                .should()
                .dependOnClassesThat(othersOfOurs(PROTOCOL, TRACKER)));
    }

    @Test
    void nobodyKnowsTheCommandLine() {
        hold(noClasses()
                .that()
                .resideOutsideOfPackage(CLI)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(CLI));
    }

    @Test
    void theDirectoryIsPure() {
        hold(onlyUses(DIRECTORY, DIRECTORY, PROTOCOL));
        hold(touchesNoWorld(DIRECTORY));
    }

    @Test
    void theBoundaryIsPureAndKnowsOnlyTheProtocol() {
        hold(onlyUses(BOUNDARY, BOUNDARY, PROTOCOL));
        hold(touchesNoWorld(BOUNDARY));
    }

    @Test
    void theCoreIsPureAndKnowsOnlyTheBoundaryAndTheProtocol() {
        hold(onlyUses(CORE, CORE, BOUNDARY, PROTOCOL));
        hold(touchesNoWorld(CORE));
    }

    /** Down is the only direction inside a step; what goes up is a returned value. */
    @Test
    void thePartsOfTheCoreFormNoCircle() {
        hold(slices().matching("org.kindling.peer.core.(*)..").should().beFreeOfCycles());
    }

    @Test
    void theLabAndTheShellNeverMeet() {
        hold(noClasses()
                .that()
                .resideInAPackage(LAB)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(SHELL));
        hold(noClasses()
                .that()
                .resideInAPackage(SHELL)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(LAB));
    }

    @Test
    void theLabIsAWorldMadeOfNothing() {
        hold(noClasses()
                .that()
                .resideInAPackage(LAB)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx..", "io.netty..", "io.micronaut..", "org.mapdb..", "java.net.."));
    }

    /** A running network needs no tracker, so nothing that keeps it running can name one. */
    @Test
    void gossipLedgerAndCatchingUpHaveNeverHeardOfATracker() {
        hold(noClasses()
                .that()
                .resideInAnyPackage(
                        "org.kindling.peer.core.gossip..",
                        "org.kindling.peer.core.chain..",
                        "org.kindling.peer.core.sync..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(TRACKER, "org.kindling.protocol.announce..", "org.kindling.protocol.bittorrent.."));
    }

    @Test
    void everyLibraryHasOneHome() {
        hold(onlyIn("org.bouncycastle..", "org.kindling.protocol.crypto..", "org.kindling.peer.shell.net.."));
        hold(onlyIn("com.amazon.corretto..", "org.kindling.protocol.crypto.."));
        hold(onlyIn("com.google.protobuf..", PROTOCOL));
        hold(onlyIn(SCHEMA, PROTOCOL));
        hold(onlyIn("com.hazelcast..", "org.kindling.tracker.cluster.."));
        hold(onlyIn("javax.jmdns..", "org.kindling.peer.shell.seed.."));
        hold(onlyIn("io.netty.resolver.dns..", "org.kindling.peer.shell.seed.."));
        hold(onlyIn("org.mapdb..", "org.kindling.peer.shell.disk.."));
        hold(onlyIn("io.micronaut..", "org.kindling.peer.shell.tracker.."));
        hold(onlyIn("picocli..", CLI));
    }

    /** What Java serialization reads can run code before anybody has looked at it. */
    @Test
    void nothingIsSerializedTheJavaWay() {
        hold(noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ObjectInputStream.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(ObjectOutputStream.class));
        assertThat(KINDLING)
                .noneMatch(type -> type.getRawInterfaces().stream()
                        .anyMatch(implemented -> implemented.isEquivalentTo(Serializable.class)));
    }

    private static DescribedPredicate<JavaClass> othersOfOurs(String... known) {
        return resideInAnyPackage("org.kindling..").and(not(resideInAnyPackage(known)));
    }

    private static ArchRule onlyUses(String home, String... known) {
        return classes()
                .that()
                .resideInAPackage(home)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(known).or(resideInAnyPackage(JDK)));
    }

    private static ArchRule touchesNoWorld(String home) {
        return noClasses()
                .that()
                .resideInAPackage(home)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(INPUT_AND_OUTPUT);
    }

    private static ArchRule onlyIn(String library, String... homes) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(homes)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library);
    }

    private static void hold(ArchRule rule) {
        rule.check(KINDLING);
    }
}
