/** Measurements of this machine: signatures, catching up, the lab. */
@NullMarked
package org.kindling.cli.bench;

import org.jspecify.annotations.NullMarked;
