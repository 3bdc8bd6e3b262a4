package org.kindling.tracker.front;

import java.util.Locale;
import org.kindling.protocol.Bytes;

/**
 * A program that people use to take part in swarms, told by how its peer ids begin (BEP 20).
 *
 * <p>A fixed list. Rationale: anybody can write anything into a peer id, and no stranger may choose what is shown to people or kept as a label.
 */
enum ClientProgram {
    KINDLING("KD", "Kindling"),
    ANACROLIX("GT", "anacrolix/torrent"),
    ARIA2("A2", "aria2"),
    BIGLYBT("BI", "BiglyBT"),
    BITCOMET("BC", "BitComet"),
    DELUGE("DE", "Deluge"),
    KTORRENT("KT", "KTorrent"),
    LIBRETORRENT("LR", "LibreTorrent"),
    LIBTORRENT("LT", "libtorrent"),
    QBITTORRENT("qB", "qBittorrent"),
    RTORRENT("lt", "rTorrent"),
    TIXATI("TX", "Tixati"),
    TRANSMISSION("TR", "Transmission"),
    UTORRENT("UT", "µTorrent"),
    VUZE("AZ", "Vuze"),
    WEBTORRENT("WW", "WebTorrent"),
    WEBTORRENT_DESKTOP("WD", "WebTorrent Desktop"),
    XUNLEI("XL", "Xunlei"),
    /** Whatever does not say, or says what is not in this list. */
    OTHER("--", "other");

    private static final ClientProgram[] ALL = values();

    private final int code;
    private final String title;

    ClientProgram(String code, String title) {
        this.code = code.charAt(0) << Byte.SIZE | code.charAt(1);
        this.title = title;
    }

    /** For people. */
    String title() {
        return title;
    }

    /** For metrics: lower case, words joined by hyphens. */
    String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Its two letters as a number of 16 bits. */
    int code() {
        return code;
    }

    /** The program of the two letters that stand there in a peer id. */
    static ClientProgram at(Bytes peerId, int position) {
        return ofCode(
                Byte.toUnsignedInt(peerId.at(position)) << Byte.SIZE | Byte.toUnsignedInt(peerId.at(position + 1)));
    }

    static ClientProgram ofCode(int code) {
        for (ClientProgram program : ALL) {
            if (program.code == code) {
                return program;
            }
        }
        return OTHER;
    }
}
