/** Node processes, their faults, and the load that runs through them. */
@NullMarked
package io.sluice.cluster.harness;

import org.jspecify.annotations.NullMarked;
