/** What came of a run, for people and for programs. */
@NullMarked
package org.kindling.peer.lab.report;

import org.jspecify.annotations.NullMarked;
