package org.kindling.protocol;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.WireFormat;
import org.jspecify.annotations.Nullable;
import org.kindling.protocol.schema.LimitsSchema;

/**
 * What the bytes of one message of the schema may look like: which fields, in rising order, of which wire type, and how many of each.
 *
 * <p>Bytes are held against it before they are parsed, without setting anything aside. Rationale: an empty item costs a stranger two
 * bytes and a parser forty; a mebibyte of them, or of unknown fields, must not cost us fifty (reliability T27).
 */
final class Outline {
    private final @Nullable Field[] fields;

    private Outline(@Nullable Field[] fields) {
        this.fields = fields;
    }

    /**
     * One field.
     *
     * @param most how many items; one if it is no list
     * @param wireType of each item, or of the whole list where numbers are packed
     * @param packed the wire type of the numbers in a packed list, or −1
     * @param inside the outline of the message it holds, if it holds one
     */
    private record Field(
            int most, int wireType, int packed, @Nullable Outline inside) {}

    /** The outline of a message and of all messages in it; the schema has no message inside itself. */
    static Outline of(Descriptor message) {
        int last = message.getFields().stream()
                .mapToInt(FieldDescriptor::getNumber)
                .max()
                .orElse(0);
        @Nullable Field[] fields = new Field[last + 1];
        for (FieldDescriptor field : message.getFields()) {
            fields[field.getNumber()] = field(field);
        }
        return new Outline(fields);
    }

    private static Field field(FieldDescriptor field) {
        int itemType = field.getLiteType().getWireType();
        Outline inside = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE ? of(field.getMessageType()) : null;
        if (!field.isRepeated()) {
            return new Field(1, itemType, -1, inside);
        }
        int most = field.getOptions().getExtension(LimitsSchema.most);
        Check.invariant(most > 0, "the list %s has no limit", field.getFullName());
        return field.isPacked()
                ? new Field(most, WireFormat.WIRETYPE_LENGTH_DELIMITED, itemType, null)
                : new Field(most, itemType, -1, inside);
    }

    /** @throws MalformedException at the first byte that does not fit */
    void check(byte[] bytes) throws MalformedException {
        check(new Cursor(bytes), bytes.length);
    }

    private void check(Cursor cursor, int end) throws MalformedException {
        int last = 0;
        int count = 0;
        while (cursor.position < end) {
            int tag = cursor.int32(end);
            int number = tag >>> 3;
            Field field = number < fields.length ? fields[number] : null;
            if (field == null || number < last || field.wireType != (tag & 7)) {
                throw new MalformedException(Fault.NOT_CANONICAL, "at field " + number);
            }
            count = number == last ? count + 1 : 1;
            require(count <= field.most, field.most == 1 ? Fault.NOT_CANONICAL : Fault.TOO_MANY_ITEMS, number);
            checkValue(cursor, end, field, number);
            last = number;
        }
    }

    private static void checkValue(Cursor cursor, int end, Field field, int number) throws MalformedException {
        if (field.wireType != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
            cursor.skip(field.wireType, end);
            return;
        }
        int length = cursor.int32(end);
        require(length >= 0 && length <= end - cursor.position, Fault.UNREADABLE, number);
        int endOfValue = cursor.position + length;
        if (field.inside != null) {
            field.inside.check(cursor, endOfValue);
        } else if (field.packed >= 0) {
            for (int count = 0; cursor.position < endOfValue; count++) {
                require(count < field.most, Fault.TOO_MANY_ITEMS, number);
                cursor.skip(field.packed, endOfValue);
            }
        }
        cursor.position = endOfValue;
    }

    private static void require(boolean holds, Fault fault, int number) throws MalformedException {
        if (!holds) {
            throw new MalformedException(fault, "at field " + number);
        }
    }

    /** A place in the bytes, moving forward. */
    private static final class Cursor {
        private static final int VARINT_BYTES_MAX = 10;

        private final byte[] bytes;
        private int position;

        private Cursor(byte[] bytes) {
            this.bytes = bytes;
        }

        /** A varint's lowest 32 bits; bits beyond are left to the canonical rule. */
        private int int32(int end) throws MalformedException {
            int value = 0;
            for (int shift = 0; shift < 7 * VARINT_BYTES_MAX; shift += 7) {
                require(position < end, Fault.UNREADABLE, 0);
                byte next = bytes[position++];
                value |= shift < Integer.SIZE ? (next & 0x7f) << shift : 0;
                if (next >= 0) {
                    return value;
                }
            }
            throw new MalformedException(Fault.UNREADABLE, "a number without end");
        }

        private void skip(int wireType, int end) throws MalformedException {
            switch (wireType) {
                case WireFormat.WIRETYPE_FIXED32 -> position += Integer.BYTES;
                case WireFormat.WIRETYPE_FIXED64 -> position += Long.BYTES;
                default -> int32(end);
            }
            require(position <= end, Fault.UNREADABLE, 0);
        }
    }
}
