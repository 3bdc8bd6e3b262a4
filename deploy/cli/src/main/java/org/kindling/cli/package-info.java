/** The kindling command: what a person types, and how the answer is printed. */
@NullMarked
package org.kindling.cli;

import org.jspecify.annotations.NullMarked;
