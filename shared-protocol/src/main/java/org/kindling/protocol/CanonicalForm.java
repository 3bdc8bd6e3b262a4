package org.kindling.protocol;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.UnsafeByteOperations;
import java.util.Arrays;

/**
 * How a stranger's bytes become a word: length first, then shape, then parsing, then ranges, then the canonical rule.
 *
 * <p>Length and lists are bounded before anything is parsed (CWE-770). What does not re-encode to the same bytes is refused, so that no two
 * byte strings stand for one word. Complaints of protobuf and of the words themselves become named faults here, in one place.
 *
 * @param <M> the word in the schema's form
 * @param <T> the word itself, which checks its own ranges
 */
public final class CanonicalForm<M extends Message, T> {
    private final String name;
    private final int bytesMax;
    private final M blank;
    private final Outline outline;
    private final Words<M, T> words;
    private final Encoding<T> encoding;

    /**
     * The form of one kind of word.
     *
     * @param name what the word is called in a fault's detail
     * @param bytesMax its longest encoding
     * @param blank the schema's empty message of this kind
     */
    public CanonicalForm(String name, int bytesMax, M blank, Words<M, T> words, Encoding<T> encoding) {
        this.name = name;
        this.bytesMax = bytesMax;
        this.blank = blank;
        this.outline = Outline.of(blank.getDescriptorForType());
        this.words = words;
        this.encoding = encoding;
    }

    /** From the schema's form to the checked word; may throw what the word's constructor throws. */
    @FunctionalInterface
    public interface Words<M, T> {
        /** Reads one word. */
        T read(M schema) throws MalformedException;
    }

    /** The one encoding of a word. */
    @FunctionalInterface
    public interface Encoding<T> {
        /** All bytes of the word. */
        byte[] encode(T word);
    }

    /**
     * Reads a word that is all there is. The array must not change afterwards.
     *
     * @throws MalformedException with the first rule that is broken
     */
    public T decode(byte[] bytes) throws MalformedException {
        limit(bytes.length);
        outline.check(bytes);
        T word = read(bytes);
        if (!Arrays.equals(bytes, encoding.encode(word))) {
            throw new MalformedException(Fault.NOT_CANONICAL, "the " + name + " re-encodes differently");
        }
        return word;
    }

    /**
     * Reads a word that is part of a larger one, which keeps the canonical rule for both.
     *
     * @throws MalformedException if it is too long or breaks a rule of its own
     * @throws IllegalArgumentException if a field is out of its range
     */
    public T within(M schema) throws MalformedException {
        limit(schema.getSerializedSize());
        return words.read(schema);
    }

    private void limit(int bytes) throws MalformedException {
        if (bytes > bytesMax) {
            throw new MalformedException(
                    Fault.OUT_OF_RANGE, "a " + name + " has at most " + bytesMax + " bytes, not " + bytes);
        }
    }

    private T read(byte[] bytes) throws MalformedException {
        try {
            return words.read(parse(bytes));
        } catch (InvalidProtocolBufferException e) {
            throw new MalformedException(Fault.UNREADABLE, String.valueOf(e.getMessage()), e);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new MalformedException(Fault.OUT_OF_RANGE, String.valueOf(e.getMessage()), e);
        }
    }

    /** Shares the array with what it parses, instead of copying every byte string out of it. */
    @SuppressWarnings("unchecked")
    private M parse(byte[] bytes) throws InvalidProtocolBufferException {
        CodedInputStream in = UnsafeByteOperations.unsafeWrap(bytes).newCodedInput();
        in.enableAliasing(true);
        M schema = (M) blank.getParserForType().parseFrom(in);
        in.checkLastTagWas(0);
        return schema;
    }

    /** Bytes as the schema holds them, shared. */
    public static ByteString schema(Bytes bytes) {
        return UnsafeByteOperations.unsafeWrap(bytes.shared());
    }

    /** The schema's bytes as ours, copied: what is kept must not keep the frame that it came in. */
    public static Bytes bytes(ByteString bytes) {
        return Bytes.wrap(bytes.toByteArray());
    }
}
