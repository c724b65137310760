/** Tests of the gRPC face as a whole, over a real port. */
@NullMarked
package io.sluice.node.edge;

import org.jspecify.annotations.NullMarked;
