/**
 * Replicas of one tablet under a simulated log: leaders change, replies get lost, proposals come twice,
 * replicas crash and catch up, clocks jump. Everything is drawn from a seed, and a naive oracle judges it.
 */
@NullMarked
package io.sluice.node.sim;

import org.jspecify.annotations.NullMarked;
