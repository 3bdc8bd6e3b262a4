package org.kindling.tracker.udp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.MalformedException;
import org.kindling.protocol.bittorrent.AddressFamily;
import org.kindling.protocol.bittorrent.InfoHash;
import org.kindling.protocol.bittorrent.PeerId;
import org.kindling.protocol.bittorrent.SwarmAnnounce;
import org.kindling.protocol.bittorrent.SwarmCounts;
import org.kindling.protocol.bittorrent.SwarmEvent;
import org.kindling.protocol.bittorrent.SwarmPeer;
import org.kindling.protocol.bittorrent.SwarmProgress;
import org.kindling.protocol.bittorrent.SwarmScrape;
import org.kindling.protocol.bittorrent.UdpReplies;
import org.kindling.protocol.bittorrent.UdpReply;
import org.kindling.protocol.bittorrent.UdpRequest;
import org.kindling.protocol.bittorrent.UdpRequests;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.crypto.KeyPair;
import org.kindling.tracker.directory.Directory;
import org.kindling.tracker.directory.DirectoryLimits;
import org.kindling.tracker.directory.GroupRule;
import org.kindling.tracker.directory.Notary;
import org.kindling.tracker.directory.SeenHost;
import org.kindling.tracker.front.Rate;
import org.kindling.tracker.front.TrackerMetrics;

final class UdpDeskTest {
    private static final long EPOCH_MILLIS = 120_000;
    private static final InfoHash SWARM = new InfoHash(Bytes.fromHex("11".repeat(20)));
    private static final SeenHost ANN = new SeenHost(Bytes.fromHex("50010101"));
    private static final SeenHost BOB = new SeenHost(Bytes.fromHex("51010101"));

    private final TrackerMetrics metrics = new TrackerMetrics(List.of());
    private final Directory directory = new Directory(
            DirectoryLimits.standard(),
            GroupRule.byNetwork(),
            new SplittableRandom(7),
            new Notary(KeyPair.fromSeed(Hash.sha256(new byte[0]).bytes()), 0));
    private UdpDesk desk = desk(UdpLimits.standard());
    private long nowMillis = 100 * EPOCH_MILLIS;

    @AfterEach
    void close() {
        metrics.close();
    }

    @Test
    void whoHasAConnectionIdHearsOfOthersAndOfTheirNumber() {
        announce(ANN, id(ANN), 6_881);

        UdpReply.Announced told = (UdpReply.Announced) announce(BOB, id(BOB), 6_882);

        assertThat(told.peers()).containsExactly(new SwarmPeer(ANN.ip(), 6_881));
        assertThat(told.incomplete()).isEqualTo(2);
        assertThat(told.intervalSeconds()).isBetween(810, 990);
        assertThat(((UdpReply.Scraped) answered(scrape(id(BOB), 1), BOB)).counts())
                .containsExactly(new SwarmCounts(0, 2, 0));
    }

    @Test
    void aPeerOfIpv6HearsOfThoseOfIpv6InTheirForm() {
        SeenHost six = ipv6(1);
        SeenHost seven = ipv6(2);
        announce(ANN, id(ANN), 1);
        announce(six, id(six), 6_881);

        UdpReply.Announced told = (UdpReply.Announced) announce(seven, id(seven), 6_882);

        assertThat(told.peers()).containsExactly(new SwarmPeer(six.ip(), 6_881));
    }

    @Test
    void aConnectionIdIsGoodInItsEpochAndTheNext() {
        nowMillis += EPOCH_MILLIS - 1;
        long id = id(ANN);

        UdpReply atOnce = announce(ANN, id, 1);
        nowMillis += EPOCH_MILLIS;
        UdpReply anEpochLater = announce(ANN, id, 1);
        nowMillis += 1;
        UdpReply twoEpochsLater = announce(ANN, id, 1);

        assertThat(List.of(atOnce, anEpochLater)).allMatch(UdpReply.Announced.class::isInstance);
        assertRefused(twoEpochsLater);
    }

    @Test
    void nobodyAnnouncesOrScrapesWithAnIdThatHeWasNotGiven() {
        long id = id(ANN);

        assertRefused(announce(BOB, id, 1));
        assertRefused(announce(ANN, id + 1, 1));
        assertRefused(announce(ANN, 0x41727101980L, 1));
        assertRefused(answered(scrape(id, 3), BOB));
        assertThat(directory.census(0, nowMillis).barePeers()).isZero();
        assertThat(ignored("unknown-connection")).isEqualTo(4);
    }

    @Test
    void twoTrackersGiveDifferentIds() {
        UdpDesk other = new UdpDesk(directory, metrics, UdpLimits.standard(), Bytes.fromHex("02".repeat(32)));
        long here = id(ANN);
        desk = other;

        assertThat(id(ANN)).isNotEqualTo(here);
        assertRefused(announce(ANN, here, 1));
    }

    @Test
    void noAnswerIsLongerThanTheQuestionBeforeTheAskerIsProven() {
        List<UdpRequest> unproven = List.of(
                new UdpRequest.Connect(7), announcing(1, 6_881, 200), scrape(1, 1), scrape(1, SwarmScrape.SWARMS_MAX));

        for (UdpRequest request : unproven) {
            byte[] datagram = UdpRequests.encode(request);
            Optional<byte[]> answer = desk.answer(datagram, ANN, nowMillis);

            assertThat(answer)
                    .hasValueSatisfying(bytes -> assertThat(bytes.length).isLessThanOrEqualTo(datagram.length));
        }
    }

    @Test
    void anAnswerToACrowdGoesIntoOneDatagram() {
        for (int i = 0; i < 400; i++) {
            SeenHost four = new SeenHost(Bytes.wrap(
                    ByteBuffer.allocate(4).putInt(0x50000000 + (i << 12)).array()));
            SeenHost six = ipv6(i);
            announce(four, id(four), 6_881);
            announce(six, id(six), 6_881);
        }

        byte[] four = desk.answer(UdpRequests.encode(announcing(id(ANN), 1, 1_000)), ANN, nowMillis)
                .orElseThrow();
        SeenHost asker = ipv6(1_000);
        byte[] six = desk.answer(UdpRequests.encode(announcing(id(asker), 1, 1_000)), asker, nowMillis)
                .orElseThrow();

        assertThat(four).hasSize(20 + 6 * 200);
        assertThat(six).hasSize(20 + 18 * 76);
    }

    @Test
    void whoForgesAnothersAddressCannotSpendWhatThatOneHas() {
        Rate three = new Rate(0.001, 3, 100, true);
        desk = desk(new UdpLimits(three, three, EPOCH_MILLIS, 1_400));
        long id = id(ANN);
        for (int i = 0; i < 10; i++) {
            desk.answer(UdpRequests.encode(new UdpRequest.Connect(i)), ANN, nowMillis);
            desk.answer(UdpRequests.encode(announcing(i, 1, 1)), ANN, nowMillis);
        }

        Optional<byte[]> another = desk.answer(UdpRequests.encode(new UdpRequest.Connect(1)), ANN, nowMillis);
        UdpReply announced = announce(ANN, id, 1);

        assertThat(another).isEmpty();
        assertThat(announced).isInstanceOf(UdpReply.Announced.class);
        assertThat(ignored("too-fast")).isEqualTo(19);
    }

    @Test
    void whoAnnouncesTooOftenIsNotAnswered() {
        Rate three = new Rate(0.001, 3, 100, true);
        desk = desk(new UdpLimits(Rate.swarms(), three, EPOCH_MILLIS, 1_400));
        long id = id(ANN);

        int answers = 0;
        for (int i = 0; i < 10; i++) {
            answers += desk.answer(UdpRequests.encode(announcing(id, 1, 1)), ANN, nowMillis)
                            .isPresent()
                    ? 1
                    : 0;
        }

        assertThat(answers).isEqualTo(3);
    }

    @Test
    void noiseIsCountedAndNotAnswered() {
        SplittableRandom chance = new SplittableRandom(3);

        for (int i = 0; i < 100_000; i++) {
            byte[] noise = new byte[chance.nextInt(200)];
            chance.nextBytes(noise);
            boolean isShort = noise.length < 16;
            Optional<byte[]> answer = desk.answer(noise, ANN, nowMillis);

            assertThat(answer.isPresent() && isShort).isFalse();
        }

        assertThat(ignored("malformed")).isGreaterThan(99_000);
        assertThat(directory.census(0, nowMillis).barePeers()).isZero();
    }

    private UdpDesk desk(UdpLimits limits) {
        return new UdpDesk(directory, metrics, limits, Bytes.fromHex("01".repeat(32)));
    }

    private long id(SeenHost seen) {
        return ((UdpReply.Connected) answered(new UdpRequest.Connect(5), seen)).connectionId();
    }

    private UdpReply announce(SeenHost seen, long id, int port) {
        return answered(announcing(id, port, SwarmAnnounce.WANT_USUAL), seen);
    }

    private UdpReply answered(UdpRequest request, SeenHost seen) {
        byte[] answer =
                desk.answer(UdpRequests.encode(request), seen, nowMillis).orElseThrow();
        try {
            UdpReply reply = UdpReplies.read(answer, seen.ip().isIpv4() ? AddressFamily.IPV4 : AddressFamily.IPV6);
            assertThat(reply.transactionId()).isEqualTo(request.transactionId());
            return reply;
        } catch (MalformedException e) {
            throw new AssertionError("no reply", e);
        }
    }

    private static UdpRequest announcing(long id, int port, int want) {
        SwarmAnnounce announce = new SwarmAnnounce(
                SWARM,
                new PeerId(Bytes.fromHex("2d".repeat(20))),
                port,
                SwarmProgress.NEVER_DONE,
                SwarmEvent.STARTED,
                want);
        return new UdpRequest.Announce(id, 9, announce, 0, Bytes.EMPTY);
    }

    private static UdpRequest scrape(long id, int swarms) {
        return new UdpRequest.Scrape(id, 11, new SwarmScrape(Collections.nCopies(swarms, SWARM)));
    }

    private static SeenHost ipv6(int number) {
        return new SeenHost(Bytes.wrap(
                ByteBuffer.allocate(16).putInt(0x20010db8).putInt(number).array()));
    }

    private long ignored(String reason) {
        return metrics.stats(0).datagramsIgnored().get(reason);
    }

    private static void assertRefused(UdpReply reply) {
        assertThat(reply).isInstanceOf(UdpReply.Refused.class);
    }
}
