/** The public gRPC face: the only place where user input becomes a command. */
@NullMarked
package io.sluice.node.edge;

import org.jspecify.annotations.NullMarked;
