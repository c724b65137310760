/** A queue in memory behind real ports, and a proxy that lies: what the harness itself is tried on. */
@NullMarked
package io.sluice.cluster.fake;

import org.jspecify.annotations.NullMarked;
