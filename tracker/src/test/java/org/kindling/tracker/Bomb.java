package org.kindling.tracker;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/** What runs code of its own as soon as somebody reads it the Java way. */
final class Bomb implements Callable<String>, Serializable {
    private static final long serialVersionUID = 1L;
    private static final AtomicInteger EXPLOSIONS = new AtomicInteger();

    static int explosions() {
        return EXPLOSIONS.get();
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        EXPLOSIONS.incrementAndGet();
    }

    @Override
    public String call() {
        return "run";
    }
}
