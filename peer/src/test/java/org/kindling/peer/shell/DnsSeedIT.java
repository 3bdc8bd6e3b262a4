package org.kindling.peer.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kindling.peer.shell.Village.settle;
import static org.kindling.peer.shell.Village.until;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kindling.peer.boundary.PeerView;
import org.kindling.peer.boundary.Seed;
import org.kindling.peer.shell.seed.SeedOptions;
import org.kindling.peer.shell.seed.SeedText;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.protocol.identity.PeerRecord;

/** Two real peers that know nothing but the name of a DNS seed. */
final class DnsSeedIT {
    private static final String NAME = "seed.test";
    /** More than fit into a datagram, whatever size is agreed. */
    private static final int LISTED = 40;

    @TempDir
    Path folder;

    private Village village;
    private DnsResponder dns;

    @BeforeEach
    void open() throws Exception {
        village = new Village();
        dns = new DnsResponder();
    }

    @AfterEach
    void close() {
        village.close();
        dns.close();
    }

    private PeerNode first() throws Exception {
        PeerNode first = village.start(village.options(folder.resolve("first")).mining());
        until(first, view -> !view.self().isExpiredAt(System.currentTimeMillis()));
        return first;
    }

    private PeerNode seeker(Seed seed) throws Exception {
        return village.start(village.options(folder.resolve("seeker"))
                .seeking(SeedOptions.of(seed).through(dns.endpoint())));
    }

    private static String state(PeerView view) {
        return view.neighbourhood().sources().stream()
                .filter(source -> source.kind().equals("dns-seed"))
                .findFirst()
                .orElseThrow()
                .state();
    }

    @Test
    void theyFindEachOtherByASignedTextAlone() throws Exception {
        PeerNode first = first();
        dns.txt(NAME, SeedText.of(settle(first.ask(PeerView::self))));

        PeerNode seeker = seeker(Seed.dns(NAME));

        until(seeker, view -> view.links().size() == 1);
        assertThat(settle(seeker.ask(DnsSeedIT::state))).isEqualTo("answered: 1 address");
    }

    @Test
    void theyFindEachOtherByAnAddressAndThePortOfTheSeedAlone() throws Exception {
        PeerNode first = first();
        dns.a(NAME, first.endpoint());

        PeerNode seeker = seeker(Seed.dns(NAME + ":" + first.endpoint().port()));

        until(seeker, view -> view.links().size() == 1);
        until(seeker, view -> view.neighbourhood().remembered() == 1);
    }

    @Test
    void theyFindEachOtherByAServiceRecordAlone() throws Exception {
        PeerNode first = first();
        dns.srv("_kindling._tcp." + NAME, "host." + NAME, first.endpoint().port());
        dns.a("host." + NAME, first.endpoint());

        PeerNode seeker = seeker(Seed.dns(NAME));

        until(seeker, view -> view.links().size() == 1);
    }

    @Test
    void aNameThatIsNotThereYetIsAskedForUntilItIs() throws Exception {
        PeerNode first = first();
        PeerNode seeker = seeker(Seed.dns(NAME));
        until(seeker, view -> state(view).startsWith("silent"));
        String before = settle(seeker.ask(DnsSeedIT::state));

        dns.txt(NAME, SeedText.of(settle(first.ask(PeerView::self))));

        until(seeker, view -> view.links().size() == 1);
        assertThat(before).isEqualTo("silent: DNS knows no such name");
        assertThat(dns.asked().stream().filter(question -> question.equals("TXT " + NAME)))
                .hasSizeGreaterThan(1);
    }

    @Test
    void whatIsMangledForgedOrOfAnotherNetworkIsNamedAndTheRestIsUsed() throws Exception {
        PeerNode first = first();
        PeerRecord self = settle(first.ask(PeerView::self));
        PeerRecord foreign = record(new NetworkId(Hash.ZERO), 1, 210).sign(Village.key(210));
        PeerRecord.Content honest = record(village.spec.id(), 2, 211);
        PeerRecord forged = new PeerRecord(honest, foreign.signature());
        dns.txt(NAME, "v=spf1 -all", "kindling=!", SeedText.of(foreign), SeedText.of(forged), SeedText.of(self));

        PeerNode seeker = seeker(Seed.dns(NAME));

        until(seeker, view -> view.links().size() == 1);
        until(seeker, view -> state(view).contains("not signed"));
        assertThat(settle(seeker.ask(DnsSeedIT::state)))
                .isEqualTo("answered: 2 addresses; 1 record is of no use: a text that should be a peer record is none, "
                        + "bytes that are not a message: not base64url; 1 record is of another network; "
                        + "1 of them not signed by whom they name");
        int known = settle(seeker.ask(view -> view.neighbourhood().known()));
        assertThat(known).isOne();
    }

    @Test
    void whatDoesNotFitIntoADatagramIsAskedForOverTcp() throws Exception {
        PeerNode first = first();
        List<String> texts = new ArrayList<>(absent(LISTED - 1));
        texts.add(SeedText.of(settle(first.ask(PeerView::self))));
        dns.txt(NAME, texts.toArray(String[]::new));

        PeerNode seeker = seeker(Seed.dns(NAME));

        until(seeker, view -> view.links().size() == 1);
        until(seeker, view -> state(view).equals("answered: " + LISTED + " addresses"));
        assertThat(dns.askedByTcp()).isNotEmpty().containsOnly("TXT " + NAME);
    }

    @Test
    void whereTcpDoesNotGetThroughWhatFitsIntoADatagramIsUsed() throws Exception {
        PeerNode first = first();
        List<String> texts = new ArrayList<>(List.of(SeedText.of(settle(first.ask(PeerView::self)))));
        texts.addAll(absent(LISTED - 1));
        dns.txt(NAME, texts.toArray(String[]::new));
        dns.stopTcp();

        PeerNode seeker = seeker(Seed.dns(NAME));

        until(seeker, view -> view.links().size() == 1);
        until(seeker, view -> state(view).equals("answered: 1 address"));
        assertThat(dns.askedByTcp()).isEmpty();
    }

    /** Signed records of so many who are not there. */
    private List<String> absent(int count) {
        List<String> texts = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            texts.add(SeedText.of(record(village.spec.id(), i, i).sign(Village.key(i))));
        }
        return texts;
    }

    private static PeerRecord.Content record(NetworkId network, int port, int key) {
        return new PeerRecord.Content(
                network,
                Village.key(key).publicKey(),
                1,
                List.of(new Endpoint("127.0.0.1", port)),
                List.of(),
                1,
                System.currentTimeMillis() + 3_600_000);
    }
}
