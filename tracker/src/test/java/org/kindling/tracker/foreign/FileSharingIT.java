package org.kindling.tracker.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kindling.tracker.FreePort;
import org.kindling.tracker.Patience;
import org.kindling.tracker.Running;
import org.kindling.tracker.Tracker;
import org.kindling.tracker.TrackerOptions;
import org.kindling.tracker.front.TrackerStats;

/** aria2 and libtorrent hand a file to each other, and our tracker is all they know of each other. */
@Tag("interop")
final class FileSharingIT {
    private static final int TWO = 2;

    @TempDir
    private Path folder;

    private Vertx vertx;
    private Tracker tracker;
    private final SharedFile file = new SharedFile();

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
        tracker = Running.now(Tracker.start(vertx, TrackerOptions.standard()));
    }

    @AfterEach
    void stop() {
        Running.now(vertx.close());
    }

    @Test
    void libtorrentHasFromAria2WhatBothAnnounceOverHttp() throws Exception {
        Path torrent = file.torrent(folder, tracker.url() + "/announce");
        Path here = folder("here");
        Path there = folder("there");
        file.complete(here);

        try (Program seeder = aria2(torrent, here)) {
            isListed(seeder, 1);
            try (Program leecher = libtorrent(torrent, there)) {
                Patience.until("the file is there", () -> both(seeder, leecher) && file.isWhole(there));
                isListed(leecher, TWO);
            }
        }

        assertThat(stats().swarmAnnounces()).isGreaterThanOrEqualTo(TWO);
        nothingWentWrong();
    }

    @Test
    void aria2HasFromLibtorrentWhatBothAnnounceOverUdp() throws Exception {
        Path torrent = file.torrent(folder, tracker.udpUrl().orElseThrow() + "/announce");
        Path here = folder("here");
        Path there = folder("there");
        file.complete(here);

        try (Program seeder = libtorrent(torrent, here)) {
            isListed(seeder, 1);
            try (Program leecher = aria2(torrent, there)) {
                Patience.until("the file is there", () -> both(seeder, leecher) && file.isWhole(there));
                isListed(leecher, TWO);
            }
        }

        assertThat(stats().swarmAnnounces()).isGreaterThanOrEqualTo(TWO);
        nothingWentWrong();
    }

    private static boolean both(Program one, Program other) {
        return one.isRunning() && other.isRunning();
    }

    private void isListed(Program newest, int peers) {
        Patience.until("the tracker knows " + peers, () -> newest.isRunning() && stats().barePeers() == peers);
    }

    private void nothingWentWrong() {
        assertThat(stats().refusals())
                .allSatisfy((reason, count) -> assertThat(count).as(reason).isZero());
        assertThat(stats().datagramsIgnored().get("malformed")).isZero();
    }

    private Path folder(String name) throws IOException {
        return Files.createDirectory(folder.resolve(name));
    }

    private Program libtorrent(Path torrent, Path shared) throws Exception {
        Path script = Path.of(FileSharingIT.class.getResource("share.py").toURI());
        return Program.start(
                "python3-libtorrent",
                folder,
                List.of(
                        "/usr/bin/python3",
                        script.toString(),
                        torrent.toString(),
                        shared.toString(),
                        String.valueOf(FreePort.take())));
    }

    /** With its DHT, without which it asks no UDP tracker, but without anybody to begin it with. */
    private Program aria2(Path torrent, Path shared) throws IOException {
        return Program.start(
                "aria2",
                folder,
                List.of(
                        "/usr/bin/aria2c",
                        "--no-conf",
                        "--dir=" + shared,
                        "--interface=127.0.0.1",
                        "--disable-ipv6",
                        "--listen-port=" + FreePort.take(),
                        "--enable-dht",
                        "--dht-listen-port=" + FreePort.take(),
                        "--dht-file-path=" + folder.resolve("dht.dat"),
                        "--seed-ratio=0",
                        "--bt-hash-check-seed",
                        "--check-integrity",
                        "--file-allocation=none",
                        torrent.toString()));
    }

    private TrackerStats stats() {
        return Running.now(tracker.stats());
    }
}
