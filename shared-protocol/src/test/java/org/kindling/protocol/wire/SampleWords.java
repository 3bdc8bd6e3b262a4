package org.kindling.protocol.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.Samples;
import org.kindling.protocol.announce.AnnounceReply;
import org.kindling.protocol.announce.HeadCodec;
import org.kindling.protocol.identity.Capsule;
import org.kindling.protocol.identity.IdentityCodec;
import org.kindling.protocol.identity.IdentityReader;
import org.kindling.protocol.identity.PeerRecord;
import org.kindling.protocol.ledger.BlockHeader;
import org.kindling.protocol.ledger.LedgerCodec;
import org.kindling.protocol.ledger.LedgerReader;
import org.kindling.protocol.ledger.NetworkSpec;
import org.kindling.protocol.ledger.ProofOfWork;
import org.kindling.protocol.ledger.Seal;
import org.kindling.protocol.ledger.Transaction;

/** Every word there is, each once, as its vector file shows it. */
final class SampleWords {
    private SampleWords() {}

    static List<Word> all() {
        List<Word> all = new ArrayList<>();
        all.addAll(ledger());
        all.addAll(identity());
        all.addAll(messages());
        return all;
    }

    static List<Word> ledger() {
        return List.of(
                transaction("transaction-transfer", "transfer of two payments", Samples.transfer(0)),
                transaction("transaction-inscription", "record of five bytes", Samples.inscription()),
                transaction("transaction-notarisation", "notarised document hash", Samples.notarisation()),
                header(),
                new Word(
                        "block",
                        "ledger.proto BlockMessage: the header and the three transactions above",
                        LedgerCodec.encode(Samples.block()),
                        bytes -> LedgerCodec.encode(LedgerReader.block(bytes))),
                spec());
    }

    static List<Word> identity() {
        return List.of(record(), capsule(), capsuleFile(), trackerHead());
    }

    static List<Word> messages() {
        List<Word> words = new ArrayList<>();
        SampleMessages.all().forEach((name, message) -> {
            byte[] payload = MessageCodec.encode(message);
            Word word = new Word(
                    "message-" + name,
                    "message.proto EnvelopeMessage: " + name,
                    payload,
                    bytes -> MessageCodec.encode(MessageReader.decode(bytes)));
            int magic = Samples.spec().id().magic();
            byte[] frameHeader = ByteBuffer.wrap(Frame.of(magic, message), 0, Frame.HEADER_BYTES)
                    .slice()
                    .array();
            words.add(word.with(
                    "frame-header",
                    Bytes.of(frameHeader).slice(0, Frame.HEADER_BYTES).hex()));
        });
        return words;
    }

    private static Word transaction(String name, String about, Transaction transaction) {
        return new Word(
                        name,
                        "ledger.proto TransactionMessage: " + about,
                        LedgerCodec.encode(transaction),
                        bytes -> LedgerCodec.encode(LedgerReader.transaction(bytes)))
                .with("id", transaction.id().hex())
                .with("sender", transaction.sender().text(Samples.spec().addressPrefix()));
    }

    private static Word header() {
        BlockHeader header = Samples.block().header();
        long nonce = header.seal().fold(Seal.Work::nonce);
        return new Word(
                        "block-header",
                        "ledger.proto BlockHeaderMessage",
                        LedgerCodec.encode(header),
                        bytes -> LedgerCodec.encode(LedgerReader.header(bytes)))
                .with("id", header.id().hex())
                .with("work-seed", ProofOfWork.seed(header.fields()).hex())
                .with(
                        "work-hash",
                        ProofOfWork.hash(ProofOfWork.seed(header.fields()), nonce)
                                .hex());
    }

    private static Word spec() {
        NetworkSpec spec = Samples.spec();
        return new Word(
                        "network-spec",
                        "ledger.proto NetworkSpecMessage",
                        LedgerCodec.encode(spec),
                        bytes -> LedgerCodec.encode(LedgerReader.networkSpec(bytes)))
                .with("id", spec.id().hex())
                .with("magic", String.format("%08x", spec.id().magic()))
                .with("swarm", spec.id().swarm().hex());
    }

    private static Word record() {
        PeerRecord record = Samples.record(1);
        return new Word(
                        "peer-record",
                        "identity.proto PeerRecordMessage",
                        IdentityCodec.encode(record),
                        bytes -> IdentityCodec.encode(IdentityReader.record(bytes)))
                .with("node", record.nodeId().hex());
    }

    private static Word trackerHead() {
        AnnounceReply reply = Samples.reply(Samples.announce(), Samples.record(2), Samples.record(3));
        return new Word(
                        "tracker-head",
                        "announce.proto TrackerHeadMessage",
                        HeadCodec.encode(reply.head()),
                        bytes -> HeadCodec.encode(HeadCodec.head(bytes)))
                .with("answer", reply.content().digest().hex());
    }

    private static Word capsule() {
        return new Word(
                        "capsule",
                        "a capsule's text in ASCII",
                        Samples.capsule().text().getBytes(UTF_8),
                        bytes -> Capsule.parse(new String(bytes, UTF_8)).text().getBytes(UTF_8))
                .with("text", Samples.capsule().text());
    }

    private static Word capsuleFile() {
        return new Word(
                "capsule-file",
                "identity.proto CapsuleFileMessage",
                IdentityCodec.encode(Samples.capsuleFile()),
                bytes -> IdentityCodec.encode(IdentityReader.capsuleFile(bytes)));
    }
}
