package org.kindling.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kindling.protocol.Refusals.assertRefused;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kindling.protocol.identity.Capsule;
import org.kindling.protocol.identity.CapsuleFile;
import org.kindling.protocol.identity.PeerRecord;
import org.kindling.protocol.ledger.Block;
import org.kindling.protocol.ledger.NetworkSpec;
import org.kindling.protocol.ledger.Payload;
import org.kindling.protocol.message.Message;
import org.kindling.protocol.schema.IdentitySchema;
import org.kindling.protocol.schema.LedgerSchema;
import org.kindling.protocol.schema.LimitsSchema;
import org.kindling.protocol.schema.MessageSchema;
import org.kindling.protocol.schema.TransactionMessage;

class OutlineTest {
    private static final Outline TRANSACTION = Outline.of(TransactionMessage.getDescriptor());

    /** The schema's limits are what the reader counts by, the words' are what everybody else sees. */
    @Test
    void everyListOfTheSchemaHasTheLimitOfItsWord() {
        Map<String, Integer> words = new TreeMap<>();
        words.put("TransferMessage.payments", Payload.Transfer.PAYMENTS_MAX);
        words.put("BlockMessage.transactions", Block.TRANSACTIONS_MAX);
        words.put("NetworkSpecMessage.allocations", NetworkSpec.ALLOCATIONS_MAX);
        words.put("PeerRecordContentMessage.endpoints", PeerRecord.ENDPOINTS_MAX);
        words.put("CapsuleMessage.trackers", Capsule.TRACKERS_MAX);
        words.put("CapsuleMessage.doors", Capsule.DOORS_MAX);
        words.put("CapsuleFileMessage.records", CapsuleFile.RECORDS_MAX);
        words.put("GoodbyeMessage.others", Message.OTHERS_MAX);
        words.put("PeersMessage.records", Message.RECORDS_MAX);
        words.put("TransactionsMessage.transactions", Message.TRANSACTIONS_MAX);
        words.put("IHaveMessage.ids", Message.IDS_MAX);
        words.put("IWantMessage.ids", Message.IDS_MAX);
        words.put("IDontWantMessage.ids", Message.IDS_MAX);
        words.put("PruneMessage.others", Message.OTHERS_MAX);
        words.put("CompactBlockMessage.short_ids", Message.SHORT_IDS_MAX);
        words.put("GetBlockTransactionsMessage.positions", Block.TRANSACTIONS_MAX);
        words.put("BlockTransactionsMessage.transactions", Block.TRANSACTIONS_MAX);
        words.put("GetHeadersMessage.locator", Message.LOCATOR_MAX);
        words.put("HeadersMessage.headers", Message.HEADERS_MAX);
        words.put("GetBlocksMessage.ids", Message.BLOCKS_ASKED_MAX);
        words.put("NotFoundMessage.ids", Message.IDS_MAX);

        assertThat(limitsOfTheSchema()).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({
        "0a, UNREADABLE", // no length
        "0a01, UNREADABLE", // shorter than its length
        "0affffffff0f, UNREADABLE", // a length of 2^32 − 1
        "80808080808080808080, UNREADABLE", // a tag without end
        "0a0208, UNREADABLE", // ends inside the body
        "0a0320ffff, UNREADABLE", // the fee does not end
        "08ff01, NOT_CANONICAL", // the body as a number
        "1200120012, NOT_CANONICAL", // two signatures
        "12000a00, NOT_CANONICAL", // the signature first
        "0a021000, ''", // shapes only: values are for others to judge
        "1a00, NOT_CANONICAL", // a field nobody knows
        "00, NOT_CANONICAL" // field zero
    })
    void bytesAreHeldAgainstTheSchemaBeforeTheyAreParsed(String hex, String fault) throws Exception {
        byte[] bytes = Bytes.fromHex(hex).toArray();

        if (fault.isEmpty()) {
            TRANSACTION.check(bytes);
        } else {
            assertRefused(Fault.valueOf(fault), () -> TRANSACTION.check(bytes));
        }
    }

    private static Map<String, Integer> limitsOfTheSchema() {
        Map<String, Integer> limits = new TreeMap<>();
        for (FileDescriptor file : new FileDescriptor[] {
            LedgerSchema.getDescriptor(), IdentitySchema.getDescriptor(), MessageSchema.getDescriptor()
        }) {
            for (Descriptor message : file.getMessageTypes()) {
                message.getFields().stream()
                        .filter(FieldDescriptor::isRepeated)
                        .forEach(list -> limits.put(
                                message.getName() + "." + list.getName(),
                                list.getOptions().getExtension(LimitsSchema.most)));
            }
        }
        return limits;
    }
}
