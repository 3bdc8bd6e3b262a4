package org.kindling.peer.core.session;

import org.kindling.peer.boundary.Limits;
import org.kindling.protocol.message.Message;

/**
 * How much one link may say.
 *
 * <p>Answers to our own questions are free: every question we send earns as many messages as it can have answers. Rationale: how fast
 * they come is our own doing, and a peer that serves us at full speed must never look like a flood.
 * <p>The questions of somebody catching up have an allowance of their own, far above what checking blocks leaves room for. Rationale: a
 * newcomer waits for our answers, so it slows itself down; the bound is there for those who do not.
 */
final class Pace {
    private final TokenBucket messages;
    private final TokenBucket bytes;
    private final TokenBucket questions;
    private final int owedMax;
    private int owed;

    Pace(Limits.Links limits, long nowMillis) {
        this.messages = new TokenBucket(limits.messagesPerSecond(), limits.messagesBurst(), nowMillis);
        this.bytes = new TokenBucket(limits.bytesPerSecond(), limits.bytesBurst(), nowMillis);
        this.questions = new TokenBucket(limits.questionsPerSecond(), limits.questionsBurst(), nowMillis);
        this.owedMax = limits.answersOwedMax();
    }

    void asked(Message question) {
        owed = Math.min(owedMax, owed + Traffic.answersTo(question));
    }

    boolean allows(Message message, int sizeBytes, long nowMillis) {
        Traffic traffic = Traffic.of(message);
        if (traffic == Traffic.ANSWER && owed > 0) {
            owed--;
            return true;
        }
        TokenBucket counted = traffic == Traffic.QUESTION ? questions : messages;
        return counted.take(1, nowMillis) && bytes.take(sizeBytes, nowMillis);
    }
}
