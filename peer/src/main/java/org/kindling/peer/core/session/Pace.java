package org.kindling.peer.core.session;

import java.util.Optional;
import org.kindling.peer.boundary.Limits;
import org.kindling.protocol.Fault;
import org.kindling.protocol.message.Message;

/**
 * How much one link may say, and have us say.
 *
 * <p>Answers to our own questions are free, see {@link Debts}: how fast they come is our own doing, and a peer that serves us at full
 * speed must never look like a flood. Transactions are counted in bytes even so. Rationale: we ask for them by name, without knowing
 * how large they are.
 * <p>The questions of somebody catching up have an allowance of their own, far above what checking blocks leaves room for, and are
 * counted by what they ask for. Rationale: a newcomer waits for our answers, so it slows itself down; the bound is there for those who
 * do not.
 * <p>What we are made to send has the same allowance in bytes as what we are sent. Rationale: a question costs fifty bytes, its answer
 * may cost millions.
 */
final class Pace {
    private final TokenBucket messages;
    private final TokenBucket bytes;
    private final TokenBucket questions;
    private final TokenBucket served;
    private final Debts debts;

    Pace(Limits limits, long nowMillis) {
        Limits.Links links = limits.links();
        this.messages = new TokenBucket(links.messagesPerSecond(), links.messagesBurst(), nowMillis);
        this.bytes = new TokenBucket(links.bytesPerSecond(), links.bytesBurst(), nowMillis);
        this.questions = new TokenBucket(links.questionsPerSecond(), links.questionsBurst(), nowMillis);
        this.served = new TokenBucket(links.bytesPerSecond(), links.bytesBurst(), nowMillis);
        this.debts = new Debts(limits);
    }

    void asked(Message question, long nowMillis) {
        debts.asked(question, nowMillis);
    }

    /** @return why this message is not to be looked at */
    Optional<Fault> refusal(Message message, int sizeBytes, long nowMillis) {
        Optional<Answer> answer = Answer.in(message);
        if (answer.isPresent() && debts.pay(answer.get(), nowMillis)) {
            return answer.get().isEarningBytes() || bytes.take(sizeBytes, nowMillis)
                    ? Optional.empty()
                    : Optional.of(Fault.TOO_FAST);
        }
        TokenBucket counted = Traffic.of(message) == Traffic.QUESTION ? questions : messages;
        if (!counted.take(Traffic.weight(message), nowMillis) || !bytes.take(sizeBytes, nowMillis)) {
            return Optional.of(Fault.TOO_FAST);
        }
        return answer.equals(Optional.of(Answer.PEERS)) ? Optional.of(Fault.UNASKED) : Optional.empty();
    }

    /** @return whether so much may be sent in answer to its questions; counts it if so */
    boolean serves(long answerBytes, long nowMillis) {
        return served.take((double) answerBytes, nowMillis);
    }
}
