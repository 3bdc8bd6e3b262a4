package org.kindling.peer.lab.engine;

import org.kindling.protocol.Check;

/**
 * How well the network carries.
 *
 * @param latencyMillisMin one way, of the nearest pair of peers
 * @param latencyMillisMax one way, of the farthest
 * @param jitter by which share a single message may be faster or slower than its pair's latency
 * @param loss share of packets lost; a loss costs time, never the message, because links are TCP
 * @param retransmitMillis what the first loss of a message costs; each further one twice as much (RFC 6298 §5.5)
 * @param bytesPerSecond how fast one peer can send, over all its links; 0 for no bound
 */
public record Weather(
        long latencyMillisMin,
        long latencyMillisMax,
        double jitter,
        double loss,
        long retransmitMillis,
        long bytesPerSecond) {
    public Weather {
        Check.argument(
                latencyMillisMin > 0 && latencyMillisMin <= latencyMillisMax,
                "no latency in %s..%s ms",
                latencyMillisMin,
                latencyMillisMax);
        Check.argument(jitter >= 0 && jitter < 1, "jitter %s is outside 0..1", jitter);
        Check.argument(loss >= 0 && loss < 1, "loss %s is outside 0..1", loss);
        Check.argument(retransmitMillis > 0, "retransmission after %s ms", retransmitMillis);
        Check.argument(bytesPerSecond >= 0, "bandwidth %s is negative", bytesPerSecond);
    }

    /** Peers spread over a continent: 10 to 60 ms one way, a packet in a thousand lost. */
    public static Weather fair() {
        return new Weather(10, 60, 0.1, 0.001, 200, 0);
    }

    /** The same with another share of lost packets. */
    public Weather withLoss(double other) {
        return new Weather(latencyMillisMin, latencyMillisMax, jitter, other, retransmitMillis, bytesPerSecond);
    }

    /** The same with another speed of sending. */
    public Weather withBandwidth(long other) {
        return new Weather(latencyMillisMin, latencyMillisMax, jitter, loss, retransmitMillis, other);
    }
}
