/** Stories with a beginning, a mishap and an end, each told over many seeds. */
@NullMarked
package org.kindling.peer.lab.scenario;

import org.jspecify.annotations.NullMarked;
