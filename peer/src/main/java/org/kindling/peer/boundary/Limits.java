package org.kindling.peer.boundary;

/**
 * Every bound a peer keeps, named; the reason for each stands in {@code docs/limits.md}. Sub-records group them by the part that keeps them.
 */
public record Limits(
        Links links,
        Discovery discovery,
        StandIn standIn,
        Gossip gossip,
        Mempool mempool,
        Chain chain,
        Sync sync,
        Mining mining) {
    /**
     * @param messagesPerSecond with its burst a token bucket per link over all that is neither an answer we asked for nor a question of
     *     somebody catching up
     * @param bytesPerSecond with its burst the same bucket, counted in bytes; and another one for what it has us send
     * @param questionsPerSecond with its burst a token bucket per link over the questions of somebody catching up
     * @param answersOwedMax how many answers of one kind to our own questions one link may bring us outside the buckets
     * @param rudePointsMax bad manners a link may pile up before it is closed; one point is forgotten a second
     */
    public record Links(
            int outbound,
            int outboundSmallNetwork,
            int smallNetworkPeers,
            int inbound,
            int fullMeshPeers,
            long handshakeMillis,
            long pingMillis,
            long deadMillis,
            int messagesPerSecond,
            int messagesBurst,
            long bytesPerSecond,
            long bytesBurst,
            int questionsPerSecond,
            int questionsBurst,
            int answersOwedMax,
            int rudePointsMax,
            int unsettledMax,
            long discouragedMillis,
            int discouragedMax,
            int bansMax) {}

    /**
     * @param newBuckets of the table of those we only heard of
     * @param newBucketsPerSource of these, how many one source can fill
     * @param triedBuckets of the table of those who answered a call of ours
     * @param triedBucketsPerGroup of these, how many one network group can fill
     * @param bucketSlots contacts in one bucket of either table
     * @param triedWanted while fewer are tried, new ones are tested more often
     * @param contestsMax tried contacts that may wait for a test at a time
     * @param hintsMax bare addresses of unknown owner that seeds named
     * @param manualMax addresses the operator or a capsule told us to keep calling
     */
    public record Discovery(
            int newBuckets,
            int newBucketsPerSource,
            int triedBuckets,
            int triedBucketsPerGroup,
            int bucketSlots,
            int triedWanted,
            long feelerMillis,
            int contestsMax,
            int hintsMax,
            int manualMax,
            int rememberedMax,
            int anchors,
            long dialTimeoutMillis,
            long retryMillisMin,
            long retryMillisMax,
            int dialsAtOnce,
            long repairWindowMillis,
            int repairDials,
            long repairDialTimeoutMillis,
            long announceMillis,
            long trackerPatienceMillis,
            long exchangeMillis,
            long recordLifetimeMillis,
            long bookSaveMillis,
            int recordsCheckedAtOnce,
            int recordsInCheckMax) {
        /** Peers known by name: what the tables hold, and whom the operator named. */
        public int knownMax() {
            return (newBuckets + triedBuckets) * bucketSlots + manualMax;
        }

        /** Peers who answered a call of ours. */
        public int triedMax() {
            return triedBuckets * bucketSlots;
        }
    }

    /**
     * When a peer serves as a tracker because there is none.
     *
     * @param drawnMost how many of the peers one knows are drawn
     * @param silentIntervals announce intervals of silence of all trackers before anybody stands in, and of answers before it ends
     * @param knownMillis how long somebody must have answered calls to be drawn
     * @param epochBlocks blocks for which one draw holds
     * @param depthBlocks blocks that must lie upon the one that decides a draw
     * @param listedMost linked peers it names besides those who announce
     */
    public record StandIn(
            int drawnMost, int silentIntervals, long knownMillis, int epochBlocks, int depthBlocks, int listedMost) {}

    public record Gossip(
            int meshTarget,
            int meshMin,
            int meshMax,
            int meshOutboundMin,
            long heartbeatMillis,
            int lazyPeers,
            int historyHeartbeats,
            int seenMax,
            int wantedPerLink,
            long wantTimeoutMillis,
            int dontWantBytes,
            long pruneBackoffMillis,
            long compactTimeoutMillis,
            int compactWaitingMax) {}

    public record Mempool(
            long bytesMax,
            int transactionsMax,
            int perSenderMax,
            int replacementPercent,
            int nonceAheadMax,
            int expiryAheadMax,
            int unverifiedMax) {}

    /**
     * @param bodyBytesMax memory for bodies that are checked, wait or are not on disk yet; a quarter more for the latest ones applied
     * @param headersAheadMax headers above the last applied block
     * @param sideHeadersMax headers beside the heaviest branch that cost little work
     * @param heavySideHeadersMax of those that cost real work, besides; no more than our own chain is long
     */
    public record Chain(
            int statesKept,
            int bodiesKept,
            int snapshotBlocks,
            int waitingBlocksMax,
            long bodyBytesMax,
            long futureMillisMin,
            int futureIntervals,
            int headersAheadMax,
            int sideHeadersMax,
            int heavySideHeadersMax) {}

    public record Sync(
            int blocksPerLink,
            int blocksAhead,
            long blockTimeoutMillisMin,
            long blockTimeoutMillisMax,
            long headersTimeoutMillis) {}

    /**
     * @param hashesPerSecond how fast one miner searches; bounded, so that mining never competes with the peer itself
     * @param sliceMillis how long one slice of searching lasts
     */
    public record Mining(double hashesPerSecond, long sliceMillis, long templateMillis) {}

    public static Limits standard() {
        return new Limits(
                new Links(
                        12, 16, 200, 48, 16, 10_000, 15_000, 45_000, 2_000, 20_000, 8L << 20, 64L << 20, 5_000, 20_000,
                        16_384, 100, 32, 3_600_000, 1_000, 1_000),
                new Discovery(
                        256, 16, 64, 8, 64, 64, 120_000, 10, 64, 64, 2_048, 2, 5_000, 1_000, 60_000, 8, 10_000, 32,
                        2_000, 60_000, 5_000, 60_000, 3_600_000, 30_000, 64, 2_048),
                new StandIn(4, 3, 3_600_000, 1_000, 100, 64),
                new Gossip(8, 6, 12, 2, 700, 6, 5, 65_536, 1_024, 2_000, 1_024, 60_000, 2_000, 64),
                new Mempool(50L << 20, 50_000, 64, 10, 64, 1_000_000, 8_192),
                new Chain(256, 64, 1_000, 256, 64L << 20, 15_000, 2, 20_480, 12_288, 200_000),
                new Sync(8, 128, 2_000, 64_000, 5_000),
                new Mining(1_000, 100, 1_000));
    }

    /** The same limits with another mining speed. */
    public Limits withMining(Mining other) {
        return new Limits(links, discovery, standIn, gossip, mempool, chain, sync, other);
    }
}
