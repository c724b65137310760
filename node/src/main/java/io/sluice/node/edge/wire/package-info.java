/** The AWS face: services of AWS's models over HTTP, each operation bound by its name to the call that gRPC makes. */
@NullMarked
package io.sluice.node.edge.wire;

import org.jspecify.annotations.NullMarked;
