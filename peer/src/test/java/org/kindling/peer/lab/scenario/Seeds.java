package org.kindling.peer.lab.scenario;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Tells a story once for every seed from one on; the test takes the seed as a {@code long}.
 *
 * <p>Two seeds at a time. Rationale: a world has one thread and shares nothing with another, and the machine has more than one core.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(SeedsExtension.class)
@interface Seeds {
    /** How many seeds. */
    int value();
}
