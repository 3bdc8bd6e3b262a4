/** Secured links between peers: TLS 1.3 in which both ends prove their node keys, frames out of and into bytes, strangers kept off cheaply. */
@NullMarked
package org.kindling.peer.shell.net;

import org.jspecify.annotations.NullMarked;
