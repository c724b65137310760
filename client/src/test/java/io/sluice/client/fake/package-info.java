/** A cluster in memory with real sockets, whose nodes can be told to misbehave. */
@NullMarked
package io.sluice.client.fake;

import org.jspecify.annotations.NullMarked;
