/** Tests of what the protocols write. */
@NullMarked
package io.sluice.node.edge.wire.codec;

import org.jspecify.annotations.NullMarked;
