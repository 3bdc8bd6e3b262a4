package org.kindling.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What a doctor found.
 *
 * @param lines what there is to say before everything else
 * @param ways every way into the network
 * @param complaints the worst first; none if nothing ails the patient
 * @param figures further members for JSON
 */
record Diagnosis(List<String> lines, List<Way> ways, List<Complaint> complaints, ObjectNode figures) {
    Diagnosis {
        lines = List.copyOf(lines);
        ways = List.copyOf(ways);
        complaints = List.copyOf(complaints);
    }

    /**
     * @param standing in a word, as {@code /v1/discovery} has it: works, waiting, fails, suspect or off
     * @param state what was tried and what came back, in words
     * @param nextTry when, or nothing
     */
    record Way(String kind, String name, String standing, String state, String nextTry) {
        static final String WORKS = "works";
        static final String FAILS = "fails";
        static final String SUSPECT = "suspect";

        boolean works() {
            return standing.equals(WORKS);
        }
    }

    /** @param remedy what to do about it */
    record Complaint(String words, String remedy) {}
}
