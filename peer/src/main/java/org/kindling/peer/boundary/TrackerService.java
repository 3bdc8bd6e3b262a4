package org.kindling.peer.boundary;

/** Whether a peer answers announces as trackers do: what its operator wishes. */
public enum TrackerService {
    /** Never. */
    OFF,
    /** While all trackers are silent, if the draw falls on it. */
    STANDBY,
    /** Always. */
    ACTIVE
}
