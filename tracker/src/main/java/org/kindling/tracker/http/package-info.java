/** The tracker's HTTP front end: parse, check the signature, ask the directory, answer; nothing here decides who is listed. */
@NullMarked
package org.kindling.tracker.http;

import org.jspecify.annotations.NullMarked;
