package org.kindling.peer.shell.tracker;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Waits for the first thing a publisher publishes. */
final class OneAnswer<T> implements Subscriber<T> {
    private final Promise<T> answer = Promise.promise();

    private OneAnswer() {}

    static <T> Future<T> of(Publisher<? extends T> publisher) {
        OneAnswer<T> one = new OneAnswer<>();
        publisher.subscribe(one);
        return one.answer.future();
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        subscription.request(1);
    }

    @Override
    public void onNext(T next) {
        answer.tryComplete(next);
    }

    @Override
    public void onError(Throwable failure) {
        answer.tryFail(failure);
    }

    @Override
    public void onComplete() {
        answer.tryFail("there was no answer");
    }
}
