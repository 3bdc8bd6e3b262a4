/** What the ledger is made of: amounts, addresses, transactions, blocks and the rules a network is born with. */
@NullMarked
package org.kindling.protocol.ledger;

import org.jspecify.annotations.NullMarked;
