/** Services of AWS as data: operations, shapes, constraints and errors, and the values that have such a shape. */
@NullMarked
package io.sluice.node.edge.wire.shape;

import org.jspecify.annotations.NullMarked;
