/** Stock gRPC clients in other languages, run as processes through a node's death. */
@NullMarked
package io.sluice.cluster.clients;

import org.jspecify.annotations.NullMarked;
