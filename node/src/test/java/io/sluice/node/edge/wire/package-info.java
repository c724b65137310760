/** Tests of the AWS face, over a real port, upon a cluster in memory. */
@NullMarked
package io.sluice.node.edge.wire;

import org.jspecify.annotations.NullMarked;
