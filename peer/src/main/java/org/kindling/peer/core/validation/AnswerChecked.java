package org.kindling.peer.core.validation;

import java.util.Optional;
import org.kindling.peer.boundary.Outcome;

/** @param flaw why it is no answer, in words; nothing if it is one */
@SuppressWarnings("OptionalUsedAsFieldOrParameterType")
public record AnswerChecked(Optional<String> flaw) implements Outcome {}
