package org.kindling.peer.lab.engine;

import java.time.Instant;
import org.kindling.peer.boundary.Event;
import org.kindling.peer.boundary.Step;

/**
 * One step of one peer, as seen from outside.
 *
 * @param number counted over all peers of the run, from one
 */
public record Moment(LabPeer peer, Instant now, Event event, Step step, long number) {}
