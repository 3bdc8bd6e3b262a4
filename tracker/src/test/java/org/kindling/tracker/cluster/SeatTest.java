package org.kindling.tracker.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.IpAddress;
import org.kindling.tracker.FreePort;

final class SeatTest {
    private static final String NOBODY = "203.0.113.77";

    @Test
    void theFirstPlaceThatIsThisMachinesAndFreeIsTaken() throws IOException {
        Endpoint free = FreePort.place();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ClusterOptions options = ClusterOptions.of(List.of(new Endpoint("127.0.0.1", taken.getLocalPort()), free));

            Seat seat = Seat.of(options);

            assertThat(seat.port()).isEqualTo(free.port());
            assertThat(seat.isLoopback()).isTrue();
        }
    }

    @Test
    void wherePlacesAreAllTakenTheyAreNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Endpoint place = new Endpoint("127.0.0.1", taken.getLocalPort());

            assertThatThrownBy(() -> Seat.of(ClusterOptions.of(List.of(place))))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(place + " is taken");
        }
    }

    @Test
    void aMachineThatIsNotAmongTheMembersIsNone() {
        ClusterOptions others = ClusterOptions.of(List.of(new Endpoint(NOBODY, 5701)));

        assertThatThrownBy(() -> Seat.of(others)).hasMessageContaining("none of " + NOBODY + ":5701 is an address");
        assertThatThrownBy(() -> Seat.of(others.at(new Endpoint(NOBODY, 5702))))
                .hasMessageContaining(NOBODY + ":5702 is no address of this machine");
        assertThatThrownBy(() -> Seat.of(others.at(new Endpoint("0.0.0.0", 5702))))
                .hasMessageContaining("no address of this machine");
    }

    /** As where Debian has written the machine's own name beside 127.0.1.1. */
    @Test
    void aNameThatMeansLoopbackHereIsNoPlaceForTheMemberOfOtherMachines() {
        ClusterOptions three = ClusterOptions.of(List.of(
                new Endpoint("localhost", 5701),
                new Endpoint(NOBODY, 5701),
                new Endpoint("no.such.host.invalid", 5701)));
        ClusterOptions said = three.at(new Endpoint("127.0.1.1", 5701));

        assertThatThrownBy(() -> Seat.of(three))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("means 127.0.0.1:5701", "cannot reach it", "/etc/hosts");
        assertThatThrownBy(() -> Seat.of(said)).hasMessageContaining("means 127.0.1.1:5701");
    }

    @Test
    void noMemberSitsInTheInternet() {
        Seat open = new Seat(IpAddress.parse("8.8.8.8").orElseThrow(), 5701);

        assertThatThrownBy(() -> Seat.choose(List.of(open))).hasMessageContaining("8.8.8.8:5701 can be reached");
    }
}
