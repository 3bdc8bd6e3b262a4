package org.kindling.peer.shell;

import org.kindling.peer.shell.net.NetLimits;

/**
 * What the shell around a core keeps within bounds.
 *
 * @param gossipWaitingMax messages that may wait in the mailbox before gossip is dropped
 * @param heardWaitingMax messages that may wait before everything from links is dropped
 * @param eventsAtOnce events taken in before other tasks of the same thread have their turn
 * @param submissionsMax transactions handed in here that wait for their verdict
 * @param questionsMax questions for the index that wait for the disk; one more is refused
 * @param nodMillis how often the clock is looked at even if nothing is to be done
 * @param leaveMillis how long leaving waits for trackers and disks
 */
public record ShellLimits(
        NetLimits net,
        int gossipWaitingMax,
        int heardWaitingMax,
        int eventsAtOnce,
        int submissionsMax,
        int questionsMax,
        long nodMillis,
        long leaveMillis) {
    public static ShellLimits standard() {
        return new ShellLimits(NetLimits.standard(), 4_096, 16_384, 256, 4_096, 64, 10_000, 5_000);
    }
}
