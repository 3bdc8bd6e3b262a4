/** The demonstration: a network that loses its tracker, gains newcomers without one, and agrees at the end. */
@NullMarked
package org.kindling.cli.demo;

import org.jspecify.annotations.NullMarked;
