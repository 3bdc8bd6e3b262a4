package org.kindling.protocol.announce;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.kindling.protocol.Samples;
import org.kindling.protocol.crypto.Signature;
import org.kindling.protocol.crypto.SignatureRule;

class AnnounceReplyTest {
    private static final SignatureRule RULE = SignatureRule.best();

    private final Announce announce = Samples.announce();
    private final AnnounceReply reply = Samples.reply(announce, Samples.record(2), Samples.record(3));

    @Test
    void anAnswerToOurOwnAnnounceHasNoFlaw() {
        assertThat(reply.flaw(announce, RULE)).isEmpty();
    }

    @Test
    void anOldAnswerIsNoAnswer() {
        Announce later = new Announce(
                announce.network(),
                announce.record(),
                announce.occasion(),
                announce.want(),
                Samples.hash(99).bytes().slice(0, TrackerHead.NONCE_SIZE),
                announce.about());

        assertThat(reply.flaw(later, RULE)).contains("its answer is to another announce");
    }

    @Test
    void anAnswerToSomebodyElseIsNoAnswer() {
        Announce other = new Announce(
                announce.network(),
                Samples.record(4),
                announce.occasion(),
                announce.want(),
                announce.nonce(),
                announce.about());

        assertThat(reply.flaw(other, RULE)).contains("its answer is to somebody else");
    }

    @Test
    void anAnswerThatLeavesOutWhatWasAskedIsNoAnswer() {
        Announce asksAboutMore = new Announce(
                announce.network(),
                announce.record(),
                announce.occasion(),
                announce.want(),
                announce.nonce(),
                List.of(Samples.record(2).nodeId()));

        assertThat(reply.flaw(asksAboutMore, RULE)).contains("its answer leaves out what it was asked");
    }

    @Test
    void nothingOfAnAnswerCanBeChangedOnTheWay() {
        AnnounceReply.Content said = reply.content();
        List<Listing> fewer = said.listings().subList(0, 1);
        List<Listing> fresher = List.of(
                new Listing(said.listings().get(0).record(), 0, true),
                new Listing(said.listings().get(1).record(), 0, true));
        List<Standing> worse = List.of(Standing.NAMED, Standing.ABSENT);

        assertThat(List.of(
                        new AnnounceReply.Content(1, 15_000, said.seenHost(), said.listings(), said.standings()),
                        new AnnounceReply.Content(57_312, 1, said.seenHost(), said.listings(), said.standings()),
                        new AnnounceReply.Content(57_312, 15_000, "203.0.113.8", said.listings(), said.standings()),
                        new AnnounceReply.Content(57_312, 15_000, said.seenHost(), fewer, said.standings()),
                        new AnnounceReply.Content(57_312, 15_000, said.seenHost(), fresher, said.standings()),
                        new AnnounceReply.Content(57_312, 15_000, said.seenHost(), said.listings(), worse)))
                .allSatisfy(changed -> assertThat(new AnnounceReply(changed, reply.head()).flaw(announce, RULE))
                        .contains("its answer was changed after it was signed"));
    }

    @Test
    void whoSignsForAnotherTrackerIsFoundOut() {
        Signature others = Samples.key(8).sign(HeadCodec.digest(reply.head().content()));

        AnnounceReply forged =
                new AnnounceReply(reply.content(), new TrackerHead(reply.head().content(), others));

        assertThat(forged.flaw(announce, RULE)).contains("the signature of its answer is false");
    }

    @Test
    void theClaimsOfAListingFitIntoSixteenBits() {
        assertThat(List.of(
                        new Listing(Samples.record(1), 0, false),
                        new Listing(Samples.record(1), Listing.SECONDS_MAX, true),
                        new Listing(Samples.record(1), 17, true)))
                .allSatisfy(listing -> assertThat(Listing.of(listing.record(), (short) listing.claim()))
                        .isEqualTo(listing));
    }
}
