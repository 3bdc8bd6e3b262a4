/** What people and programs on this machine may ask of a running peer, over HTTP. */
@NullMarked
package org.kindling.peer.shell.api;

import org.jspecify.annotations.NullMarked;
