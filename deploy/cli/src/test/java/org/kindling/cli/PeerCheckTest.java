package org.kindling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.kindling.cli.Diagnosis.Complaint;

/** What the doctor says of a peer, by what the peer says of itself. */
class PeerCheckTest {
    private static final String FIT =
            "{'links':4,'storage':'fine','endpoints':['203.0.113.7:7000'],'discovery':{'known':9,'sources':["
                    + "{'kind':'tracker','name':'http://t','standing':'fails','state':'silent: connection refused','nextTry':'2026-01-01T00:00:00Z'},"
                    + "{'kind':'address-book','name':'remembered peers','standing':'works','state':'9 known'}],"
                    + "'independence':{'independent':true,'words':'yes: no tracker is needed','waysBack':['remembered peers: 9'],"
                    + "'peers':10,'survival':{'own':0.999,'ownByGroup':0.5,'network':1.0}}}}";

    @Test
    void nothingAilsAPeerWithLinksThoughItsTrackerIsGone() throws JsonProcessingException {
        Diagnosis diagnosis = PeerCheck.of(status(FIT), true);

        assertThat(diagnosis.complaints()).isEmpty();
        assertThat(diagnosis.lines())
                .contains("links             4, of about 9 other peers", "lose the tracker? yes: no tracker is needed")
                .anyMatch(line -> line.contains("99.9 %") && line.contains("50.0 %"));
        assertThat(diagnosis.ways()).extracting(Diagnosis.Way::works).containsExactly(false, true);
    }

    @Test
    void aPeerThatKnowsNobodyIsToldHowToGetAWayIn() throws JsonProcessingException {
        Diagnosis diagnosis =
                PeerCheck.of(status(FIT.replace("'links':4", "'links':0").replace("'known':9", "'known':0")), false);

        assertThat(diagnosis.complaints()).extracting(Complaint::words).containsExactly("it knows no other peer");
        assertThat(diagnosis.complaints().get(0).remedy()).contains("--join");
    }

    @Test
    void aTrackerThatLiesIsNamed() throws JsonProcessingException {
        String ill = FIT.replace("'standing':'fails','state':'silent", "'standing':'suspect','state':'it hides 3 of 5");

        Diagnosis diagnosis = PeerCheck.of(status(ill), true);

        assertThat(diagnosis.complaints()).hasSize(1);
        assertThat(diagnosis.complaints().get(0).words()).contains("http://t");
        assertThat(diagnosis.complaints().get(0).remedy()).contains("it hides 3 of 5");
        assertThat(diagnosis.ways()).extracting(Diagnosis.Way::works).containsExactly(false, true);
    }

    @Test
    void aStaleTipAndAPeerNobodyCanCallAreComplaintsButNotWhileItIsTooEarlyToTell() throws JsonProcessingException {
        String early = FIT.replace(
                "'sources':[",
                "'sources':[{'kind':'stale-tip','name':'x','standing':'waiting','state':'no block since noon'},"
                        + "{'kind':'reachability','name':'y','standing':'waiting','state':'open port 7000'},");

        assertThat(PeerCheck.of(status(early), true).complaints()).isEmpty();
        assertThat(PeerCheck.of(status(early.replace("waiting", "fails")), true).complaints())
                .extracting(Complaint::remedy)
                .satisfiesExactly(
                        stale -> assertThat(stale).contains("no block since noon"),
                        unreached -> assertThat(unreached).isEqualTo("open port 7000"));
    }

    @Test
    void theAdviceIsAboutTheTrackerThatWasNamed() throws JsonProcessingException {
        String lost = FIT.replace("'links':4", "'links':0").replace("'known':9", "'known':0");
        String wrong = lost.replace("silent: connection refused", "answered with HTTP status 404, as no tracker does");

        assertThat(PeerCheck.of(status(wrong), false).complaints().get(0).remedy())
                .contains("the tracker you named", "http://t", "404", "check the URL");
    }

    @Test
    void nobodyBehindAProxyIsToldToShowHimself() throws JsonProcessingException {
        String hidden = FIT.replace("'links':4", "'links':0")
                .replace("'known':9", "'known':0")
                .replace("'203.0.113.7:7000'", "")
                .replace(
                        "silent: connection refused", "silent: by way of the proxy 127.0.0.1:9050: connection refused");

        List<Complaint> complaints = PeerCheck.of(status(hidden), false).complaints();

        assertThat(complaints.get(0).remedy()).contains("the proxy 127.0.0.1:9050 does not answer");
        assertThat(complaints)
                .allSatisfy(complaint ->
                        assertThat(complaint.remedy()).doesNotContain("--lan", "--dns-seed", "--advertise"));
    }

    @Test
    void theWorstComesFirst() throws JsonProcessingException {
        String ill = FIT.replace("'fine'", "'refuses to write'")
                .replace("'links':4", "'links':0")
                .replace("'203.0.113.7:7000'", "");

        assertThat(PeerCheck.of(status(ill), false).complaints())
                .extracting(Complaint::words)
                .containsExactly(
                        "its disk refuses to write",
                        "it reaches none of the 9 peers it knows",
                        "it tells nobody where it can be called, so others cannot come back to it");
    }

    private static JsonNode status(String json) throws JsonProcessingException {
        return new ObjectMapper().readTree(json.replace('\'', '"'));
    }
}
