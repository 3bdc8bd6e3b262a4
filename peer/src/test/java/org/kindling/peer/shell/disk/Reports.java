package org.kindling.peer.shell.disk;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Keeps what the disk had to say. */
final class Reports implements Consumer<DiskReport> {
    private final List<DiskReport> heard = new CopyOnWriteArrayList<>();

    @Override
    public void accept(DiskReport report) {
        heard.add(report);
    }

    List<DiskReport.Kind> kinds() {
        return heard.stream().map(DiskReport::kind).toList();
    }

    List<String> lines() {
        return heard.stream().map(DiskReport::line).toList();
    }

    /** What nobody need look into. */
    List<String> ordinary() {
        return heard.stream()
                .filter(DiskReport::isOrdinary)
                .map(DiskReport::line)
                .toList();
    }
}
