/**
 * The standard tracker protocols of BitTorrent, both sides: bencode (BEP 3), HTTP announce and scrape (BEP 3, 7, 23, 24, 31, 48), UDP (BEP 15,
 * 41). Bytes in, values out; nobody here opens a socket.
 *
 * <p>Apart from {@code announce}, which carries signed records in our own words. Rationale: here nothing is signed and every address is a
 * bare hint; whoever reads these answers must not be able to take them for the others.
 */
@NullMarked
package org.kindling.protocol.bittorrent;

import org.jspecify.annotations.NullMarked;
