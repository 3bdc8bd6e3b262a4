package org.kindling.peer.core.validation;

import org.kindling.peer.boundary.Outcome;

/** @param isTrue whether the tracker that the receipt names signed it */
public record ReceiptChecked(boolean isTrue) implements Outcome {}
