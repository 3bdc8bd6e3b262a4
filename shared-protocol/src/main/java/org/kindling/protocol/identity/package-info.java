/** Who somebody is and where to find them: networks, nodes, signed peer records and the capsule a newcomer joins with. */
@NullMarked
package org.kindling.protocol.identity;

import org.jspecify.annotations.NullMarked;
