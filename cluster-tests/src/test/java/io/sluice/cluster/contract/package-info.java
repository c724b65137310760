/** Every error that the contract names for an operation of SQS, provoked on a real cluster by each protocol. */
@NullMarked
package io.sluice.cluster.contract;

import org.jspecify.annotations.NullMarked;
