/** One participant of the network: it keeps a ledger, gossips it and checks everything. */
@NullMarked
package org.kindling.peer;

import org.jspecify.annotations.NullMarked;
