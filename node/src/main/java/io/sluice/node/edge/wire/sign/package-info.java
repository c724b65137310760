/** Signatures of requests, AWS's version 4: read, made again from the secret that a node knows, and compared. */
@NullMarked
package io.sluice.node.edge.wire.sign;

import org.jspecify.annotations.NullMarked;
