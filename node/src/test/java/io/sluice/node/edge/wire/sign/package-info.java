/** Tests of signatures, by a signer that AWS has made. */
@NullMarked
package io.sluice.node.edge.wire.sign;

import org.jspecify.annotations.NullMarked;
