package org.kindling.peer.shell;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.kindling.peer.boundary.Limits;
import org.kindling.peer.boundary.TrackerService;
import org.kindling.peer.shell.seed.SeedOptions;
import org.kindling.protocol.Check;
import org.kindling.protocol.identity.Capsule;
import org.kindling.protocol.identity.CapsuleFile;
import org.kindling.protocol.identity.Door;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.PeerRecord;
import org.kindling.protocol.ledger.NetworkSpec;

/**
 * All that may be chosen about one peer; only the folder must be.
 *
 * @param folder where it keeps everything; made if it is missing
 * @param spec the network; if empty, the one the folder belongs to, or else the one of the capsule, fetched from those it names
 * @param capsule an invitation: its trackers and doors are used besides those named here
 * @param host to listen on
 * @param port to listen on; 0 for the one it had last, at first any free one
 * @param isListening whether to listen at all; if not, nobody can call this peer
 * @param advertised where others can reach it; if empty, the bound address, unless that is every address
 * @param seeds where else to ask for addresses: the local network, DNS seeds
 * @param trackerService whether to answer announces at the peer's own port, as trackers do
 * @param rewardTo address, with the network's prefix, that gets what mining yields; if empty, the node's own
 */
@SuppressWarnings("OptionalUsedAsFieldOrParameterType")
public record PeerOptions(
        Path folder,
        Optional<NetworkSpec> spec,
        Optional<Capsule> capsule,
        String host,
        int port,
        boolean isListening,
        List<Endpoint> advertised,
        List<String> trackers,
        SeedOptions seeds,
        List<Door> doors,
        List<PeerRecord> records,
        TrackerService trackerService,
        boolean isMining,
        Optional<String> rewardTo,
        String agent,
        Limits limits,
        ShellLimits shellLimits) {
    /** As the jar was built; classes run without a jar have no version. */
    private static final String AGENT = Optional.ofNullable(
                    PeerOptions.class.getPackage().getImplementationVersion())
            .map(version -> "kindling/" + version)
            .orElse("kindling");

    public PeerOptions {
        Check.argument(port >= 0 && port <= 65_535, "port %s is outside 0..65535", port);
        advertised = List.copyOf(advertised);
        trackers = List.copyOf(trackers);
        doors = List.copyOf(doors);
        records = List.copyOf(records);
    }

    /** On a free port of this machine, unreachable from elsewhere, knowing nobody, not mining. */
    public static PeerOptions in(Path folder) {
        return new PeerOptions(
                folder,
                Optional.empty(),
                Optional.empty(),
                "127.0.0.1",
                0,
                true,
                List.of(),
                List.of(),
                SeedOptions.NONE,
                List.of(),
                List.of(),
                TrackerService.STANDBY,
                false,
                Optional.empty(),
                AGENT,
                Limits.standard(),
                ShellLimits.standard());
    }

    public PeerOptions of(NetworkSpec network) {
        return copy(Optional.of(network), capsule, host, port, advertised, trackers, doors, records);
    }

    /** Invited by a short capsule. */
    public PeerOptions invitedBy(Capsule invitation) {
        return copy(spec, Optional.of(invitation), host, port, advertised, trackers, doors, records);
    }

    /** Invited by a long capsule: nothing needs to be fetched. */
    public PeerOptions invitedBy(CapsuleFile invitation) {
        return copy(
                Optional.of(invitation.spec()),
                Optional.of(invitation.capsule()),
                host,
                port,
                advertised,
                trackers,
                doors,
                invitation.records());
    }

    public PeerOptions listeningOn(String otherHost, int otherPort) {
        return copy(spec, capsule, otherHost, otherPort, advertised, trackers, doors, records);
    }

    public PeerOptions reachableAt(List<Endpoint> others) {
        return copy(spec, capsule, host, port, others, trackers, doors, records);
    }

    public PeerOptions asking(List<String> others) {
        return copy(spec, capsule, host, port, advertised, others, doors, records);
    }

    public PeerOptions knowing(List<Door> others) {
        return copy(spec, capsule, host, port, advertised, trackers, others, records);
    }

    /** Asking these for addresses too. */
    public PeerOptions seeking(SeedOptions others) {
        return placed(isListening, others, trackerService);
    }

    /** Calling others, and called by nobody. */
    public PeerOptions notListening() {
        return placed(false, seeds, trackerService);
    }

    private PeerOptions placed(boolean newListening, SeedOptions newSeeds, TrackerService newService) {
        return new PeerOptions(
                folder,
                spec,
                capsule,
                host,
                port,
                newListening,
                advertised,
                trackers,
                newSeeds,
                doors,
                records,
                newService,
                isMining,
                rewardTo,
                agent,
                limits,
                shellLimits);
    }

    /** Answers announces never, always, or while there is no tracker. */
    public PeerOptions serving(TrackerService service) {
        return placed(isListening, seeds, service);
    }

    /** Whatever mining yields goes there. */
    public PeerOptions rewarding(String address) {
        return with(isMining, Optional.of(address), limits, shellLimits);
    }

    /** Mines, for the node's own address unless another is named. */
    public PeerOptions mining() {
        return with(true, rewardTo, limits, shellLimits);
    }

    public PeerOptions within(Limits others) {
        return with(isMining, rewardTo, others, shellLimits);
    }

    public PeerOptions within(ShellLimits others) {
        return with(isMining, rewardTo, limits, others);
    }

    private PeerOptions copy(
            Optional<NetworkSpec> newSpec,
            Optional<Capsule> newCapsule,
            String newHost,
            int newPort,
            List<Endpoint> newAdvertised,
            List<String> newTrackers,
            List<Door> newDoors,
            List<PeerRecord> newRecords) {
        return new PeerOptions(
                folder,
                newSpec,
                newCapsule,
                newHost,
                newPort,
                isListening,
                newAdvertised,
                newTrackers,
                seeds,
                newDoors,
                newRecords,
                trackerService,
                isMining,
                rewardTo,
                agent,
                limits,
                shellLimits);
    }

    private PeerOptions with(
            boolean newMining, Optional<String> newReward, Limits newLimits, ShellLimits newShellLimits) {
        return new PeerOptions(
                folder,
                spec,
                capsule,
                host,
                port,
                isListening,
                advertised,
                trackers,
                seeds,
                doors,
                records,
                trackerService,
                newMining,
                newReward,
                agent,
                newLimits,
                newShellLimits);
    }
}
