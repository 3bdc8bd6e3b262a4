/** A forgetful phone book that helps strangers meet and is trusted with nothing. */
@NullMarked
package org.kindling.tracker;

import org.jspecify.annotations.NullMarked;
