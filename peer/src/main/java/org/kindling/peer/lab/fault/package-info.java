/** What goes wrong on purpose: deaths, partitions, and players that lie. */
@NullMarked
package org.kindling.peer.lab.fault;

import org.jspecify.annotations.NullMarked;
