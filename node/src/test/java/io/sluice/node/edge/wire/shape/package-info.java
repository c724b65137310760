/** Tests of service models. */
@NullMarked
package io.sluice.node.edge.wire.shape;

import org.jspecify.annotations.NullMarked;
