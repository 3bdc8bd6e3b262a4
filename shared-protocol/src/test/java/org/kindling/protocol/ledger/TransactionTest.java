package org.kindling.protocol.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.kindling.protocol.Refusals.assertRefused;

import com.google.protobuf.ByteString;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.Fault;
import org.kindling.protocol.Samples;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.protocol.schema.PaymentMessage;
import org.kindling.protocol.schema.TransactionBodyMessage;
import org.kindling.protocol.schema.TransactionMessage;
import org.kindling.protocol.schema.TransferMessage;

class TransactionTest {
    private static final Payload NOTE = new Payload.Notarisation(Samples.hash(1));

    @Test
    void theSameOrderForTwoNetworksOrTwoBranchesHasTwoIds() {
        TransactionBody here = Samples.body(0, NOTE);
        TransactionBody elsewhere = on(new NetworkId(Samples.hash(7)), 1);
        TransactionBody later = on(here.network(), 2);

        assertThat(List.of(id(here), id(elsewhere), id(later))).doesNotHaveDuplicates();
    }

    @Test
    void anIdDoesNotDependOnTheSignature() {
        Transaction transaction = Samples.transfer(0);
        Transaction other =
                new Transaction(transaction.body(), Samples.transfer(1).signature());

        assertThat(other.id()).isEqualTo(transaction.id());
        assertThat(other).isNotEqualTo(transaction);
    }

    @Test
    void onlyTheSenderSigns() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Samples.body(0, NOTE).sign(Samples.key(2)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 50, 127, 128, 16_000, 60 * 1024})
    void theSizeIsKnownWithoutEncoding(int contentBytes) {
        Transaction transaction = Samples.signed(0, new Payload.Inscription(Bytes.wrap(new byte[contentBytes])));

        assertThat(transaction.sizeBytes()).isEqualTo(LedgerCodec.encode(transaction).length);
    }

    @Test
    void theLargestRecordFitsATransactionAndOneByteMoreIsNoRecord() throws Exception {
        Transaction largest =
                Samples.signed(0, new Payload.Inscription(Bytes.wrap(new byte[Payload.Inscription.BYTES_MAX])));

        assertThat(LedgerReader.transaction(LedgerCodec.encode(largest))).isEqualTo(largest);
        refuses(
                Fault.OUT_OF_RANGE,
                body -> body.setInscription(ByteString.copyFrom(new byte[Payload.Inscription.BYTES_MAX + 1])));
        refuses(Fault.OUT_OF_RANGE, body -> body.setInscription(ByteString.EMPTY));
    }

    @Test
    void twoHundredAndFiftySixPaymentsAreTheMost() throws Exception {
        Transaction most = Samples.signed(
                0, new Payload.Transfer(Collections.nCopies(256, new Payment(Samples.address(2), Amount.of(1)))));

        assertThat(LedgerReader.transaction(LedgerCodec.encode(most))).isEqualTo(most);
        refuses(Fault.TOO_MANY_ITEMS, body -> body.setTransfer(payments(257, 1)));
        refuses(Fault.OUT_OF_RANGE, body -> body.setTransfer(payments(0, 1)));
    }

    @Test
    void amountsThatCannotExistTogetherAreRefusedByName() {
        refuses(Fault.AMOUNT_OVERFLOW, body -> body.setTransfer(payments(2, Amount.MAX_UNITS)));
        refuses(
                Fault.AMOUNT_OVERFLOW,
                body -> body.setTransfer(payments(1, Amount.MAX_UNITS)).setFee(1));
        refuses(Fault.AMOUNT_OVERFLOW, body -> body.setTransfer(payments(1, 1)).setFee(Amount.MAX_UNITS));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE, Long.MAX_VALUE, Amount.MAX_UNITS + 1})
    void anAmountOutsideItsRangeIsRefused(long units) {
        refuses(Fault.OUT_OF_RANGE, body -> body.setTransfer(payments(1, units)));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 53})
    void aFeeNonceOrExpiryOutsideItsRangeIsRefused(long number) {
        refuses(Fault.OUT_OF_RANGE, body -> body.setFee(number));
        refuses(Fault.OUT_OF_RANGE, body -> body.setNonce(number));
        refuses(Fault.OUT_OF_RANGE, body -> body.setExpiry(number));
    }

    @Test
    void namesOfAnotherLengthAreRefused() {
        ByteString shorter = ByteString.copyFrom(new byte[31]);

        refuses(Fault.OUT_OF_RANGE, body -> body.setNetwork(shorter));
        refuses(Fault.OUT_OF_RANGE, body -> body.setSender(shorter));
        refuses(Fault.OUT_OF_RANGE, body -> body.setNotarisation(shorter));
        refuses(Fault.OUT_OF_RANGE, body -> body.clearPayload());
        refuses(Fault.OUT_OF_RANGE, body -> body.setBranch(-1));
    }

    @Test
    void aLongerTransactionThanTheLimitIsNotEvenParsed() {
        assertRefused(Fault.OUT_OF_RANGE, () -> LedgerReader.transaction(new byte[Transaction.BYTES_MAX + 1]));
        assertRefused(Fault.OUT_OF_RANGE, () -> LedgerReader.header(new byte[513]));
        assertRefused(Fault.OUT_OF_RANGE, () -> LedgerReader.block(new byte[LedgerReader.BLOCK_BYTES_MAX + 1]));
        assertRefused(Fault.OUT_OF_RANGE, () -> LedgerReader.networkSpec(new byte[LedgerReader.SPEC_BYTES_MAX + 1]));
    }

    @Test
    void whatATransactionCostsIsPaymentsAndFee() {
        assertThat(Samples.transfer(0).cost()).isEqualTo(Amount.of(1_000 + 7 + 25));
        assertThat(Samples.notarisation().cost()).isEqualTo(Amount.of(25));
    }

    private static TransactionBody on(NetworkId network, int branch) {
        TransactionBody like = Samples.body(0, NOTE);
        return new TransactionBody(
                network, branch, like.sender(), like.nonce(), like.fee(), like.expiry(), like.payload());
    }

    private static Hash id(TransactionBody body) {
        return body.sign(Samples.key(1)).id();
    }

    private static TransferMessage payments(int count, long units) {
        ByteString to = ByteString.copyFrom(new byte[Address.SIZE]);
        return TransferMessage.newBuilder()
                .addAllPayments(Collections.nCopies(
                        count,
                        PaymentMessage.newBuilder().setTo(to).setAmount(units).build()))
                .build();
    }

    /** An otherwise right transaction with something wrong in its body. */
    private static void refuses(Fault fault, Consumer<TransactionBodyMessage.Builder> wrong) {
        TransactionMessage.Builder message = LedgerCodec.toSchema(Samples.notarisation()).toBuilder();
        wrong.accept(message.getBodyBuilder());
        byte[] bytes = message.build().toByteArray();

        assertRefused(fault, () -> LedgerReader.transaction(bytes));
    }
}
