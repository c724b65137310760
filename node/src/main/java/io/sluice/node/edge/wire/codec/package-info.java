/** How protocols of AWS write values: JSON, CBOR, forms of the query protocol, XML. Nothing is per operation. */
@NullMarked
package io.sluice.node.edge.wire.codec;

import org.jspecify.annotations.NullMarked;
