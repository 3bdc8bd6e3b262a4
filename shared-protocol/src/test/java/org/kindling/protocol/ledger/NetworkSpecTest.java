package org.kindling.protocol.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.kindling.protocol.Refusals.assertRefused;

import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kindling.protocol.Fault;
import org.kindling.protocol.Samples;
import org.kindling.protocol.schema.AllocationMessage;
import org.kindling.protocol.schema.NetworkSpecMessage;

class NetworkSpecTest {
    @Test
    void anyOtherRuleIsAnotherNetwork() {
        NetworkSpec spec = Samples.spec();

        assertThat(List.of(spec.id(), named("vectorz").id(), paced(5_001).id())).doesNotHaveDuplicates();
        assertThat(Samples.spec().id()).isEqualTo(spec.id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "has space", "no.dots", "a-name-that-is-much-too-long-for-it", "ümlaut"})
    void aNameIsLettersDigitsAndHyphens(String name) {
        refuses(Fault.OUT_OF_RANGE, spec -> spec.setName(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "KV", "k_v", "thirteenchars"})
    void anAddressPrefixIsShortAndLowerCase(String prefix) {
        refuses(Fault.OUT_OF_RANGE, spec -> spec.setAddressPrefix(prefix));
    }

    @ParameterizedTest
    @CsvSource({"49, 49", "86400001, 86400001", "5000, 4999", "5000, 5000001", "0, 0"})
    void paceAndRetargetStayWithinTheirBounds(long interval, long halfLife) {
        refuses(Fault.OUT_OF_RANGE, spec -> {
            spec.getProofOfWorkBuilder().setBlockIntervalMillis(interval).setHalfLifeMillis(halfLife);
            return spec;
        });
    }

    @Test
    void aTargetNobodyCanReadIsRefused() {
        refuses(Fault.OUT_OF_RANGE, spec -> {
            spec.getProofOfWorkBuilder().setGenesisBits(0x04923456);
            return spec;
        });
        refuses(Fault.OUT_OF_RANGE, NetworkSpecMessage.Builder::clearRules);
    }

    @Test
    void allocationsRiseEachAddressOnce() {
        refuses(Fault.OUT_OF_RANGE, spec -> spec.addAllocations(spec.getAllocations(0)));
        refuses(Fault.OUT_OF_RANGE, spec -> spec.addAllocations(spec.getAllocations(2)));
    }

    @Test
    void moreAllocationsThanTheLimitAreTooMany() {
        refuses(
                Fault.TOO_MANY_ITEMS,
                spec -> spec.addAllAllocations(Collections.nCopies(4_094, AllocationMessage.getDefaultInstance())));
    }

    @Test
    void theWholeSupplyCanExist() {
        refuses(Fault.OUT_OF_RANGE, spec -> {
            spec.getAllocationsBuilder(0).setAmount(Amount.MAX_UNITS);
            return spec;
        });
    }

    @Test
    void theLeastFeeOfTheLargestTransactionCanExist() {
        assertThat(Samples.spec().feeMin(1)).isEqualTo(Amount.of(10));
        assertThat(Samples.spec().feeMin(1024)).isEqualTo(Amount.of(10));
        assertThat(Samples.spec().feeMin(1025)).isEqualTo(Amount.of(20));
        refuses(Fault.OUT_OF_RANGE, spec -> spec.setFeePerKibMin(Amount.MAX_UNITS / 64 + 1));
    }

    @Test
    void supplyIsTheSumOfAllocations() {
        assertThat(Samples.spec().genesisSupply()).isEqualTo(Amount.of(6_000_000));
    }

    @Test
    void aSpecCannotBeMadeAgainstItsRulesEither() {
        assertThatIllegalArgumentException().isThrownBy(() -> named("no.dots"));
        assertThatIllegalArgumentException().isThrownBy(() -> paced(1));
    }

    private static NetworkSpec named(String name) {
        NetworkSpec like = Samples.spec();
        return new NetworkSpec(
                name,
                like.genesisTimeMillis(),
                like.addressPrefix(),
                like.branch(),
                like.rules(),
                like.blockReward(),
                like.feePerKibMin(),
                like.allocations());
    }

    private static NetworkSpec paced(long intervalMillis) {
        NetworkSpec like = Samples.spec();
        return new NetworkSpec(
                like.name(),
                like.genesisTimeMillis(),
                like.addressPrefix(),
                like.branch(),
                new NetworkSpec.Rules.ProofOfWork(intervalMillis, 0x1f00ffff, 300_000),
                like.blockReward(),
                like.feePerKibMin(),
                like.allocations());
    }

    private static void refuses(Fault fault, UnaryOperator<NetworkSpecMessage.Builder> wrong) {
        byte[] bytes = wrong.apply(LedgerCodec.toSchema(Samples.spec()).toBuilder())
                .build()
                .toByteArray();

        assertRefused(fault, () -> LedgerReader.networkSpec(bytes));
    }
}
